import { requiredPackages } from '../facts/host.js';
import { compareVersions, upstreamVersion } from '../facts/packages.js';
import { nodeNames } from '../facts/topology.js';
import type { NodeName } from '../spec/spec.js';
import type { ProbeContext } from './api-access.js';
import { error, type Finding } from './finding.js';
import { oldestKeepalived } from './hosts.js';

/** Fetches the package lists into a folder of its own and installs in simulation: the host's own lists stay as they are. */
const simulate = `lists=$(mktemp -d) || exit 1
trap 'rm -rf "$lists"' EXIT
mkdir "$lists/partial"
apt() {
  LC_ALL=C apt-get -q -o "Dir::State::lists=$lists" -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= "$@"
}
apt -o APT::Update::Error-Mode=any update >&2 && apt -s --no-install-recommends install "$@"`;

/** Where something is to be installed, the package manager can have it, in a version that will do. */
export async function checkPackages(context: ProbeContext): Promise<Finding[]> {
  const findings = await Promise.all(nodeNames.map((node) => checkNode(context, node)));
  return findings.flat();
}

async function checkNode(context: ProbeContext, node: NodeName): Promise<Finding[]> {
  const { packages } = context.view.hosts[node];
  const missing = requiredPackages.filter((name) => packages[name] === undefined);
  if (missing.length === 0) return [];
  const { code, stdout, stderr } = await context.hosts[node].read(['sh', '-c', simulate, 'sh', ...missing], {
    timeoutMs: 180_000,
  });
  const id = context.view.topology.nodes[node].instance.id;
  if (code !== 0) {
    const reason = `${stderr}\n${stdout}`
      .split('\n')
      .filter((line) => /^[EW]:/.test(line))
      .slice(0, 4)
      .join('\n      ');
    return [
      error(
        id,
        `apt-get cannot install ${missing.join(' and ')} there:\n      ${reason || `exit status ${code}`}`,
        'mend its package sources (apt-get update must end without an error)',
      ),
    ];
  }
  const candidate = upstreamVersion(/^Inst keepalived (?:\[.*?\] )?\((\S+)/m.exec(stdout)?.[1]);
  if (candidate === undefined || compareVersions(candidate, oldestKeepalived) >= 0) return [];
  return [
    error(
      id,
      `its package sources have keepalived ${candidate.join('.')}, older than ${oldestKeepalived.join('.')}`,
      'add a source with a newer one, or use a newer image',
    ),
  ];
}
