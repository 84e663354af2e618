import { existsSync, readFileSync } from 'node:fs';
import { HaSetupError } from '../errors.js';
import { say } from '../messages/say.js';
import { childEnvironment, run } from './process.js';

/** Programs, and the Debian package that brings each. */
export type Programs = Readonly<Record<string, string>>;

/** What the lab runs. */
const labPrograms: Programs = {
  'systemd-nspawn': 'systemd-container',
  mmdebstrap: 'mmdebstrap',
  nft: 'nftables',
  ip: 'iproute2',
  ping: 'iputils-ping',
  conntrack: 'conntrack',
  'ssh-keygen': 'openssh-client',
  openssl: 'openssl',
  nsenter: 'util-linux',
  mount: 'mount',
  dnsmasq: 'dnsmasq-base',
  perl: 'perl-base',
};

const folders = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];
const oldestDebian = 12;

function hasProgram(name: string): boolean {
  return folders.some((folder) => existsSync(`${folder}/${name}`));
}

function findMissingPackages(programs: Programs): string[] {
  return Object.entries(programs)
    .filter(([program]) => !hasProgram(program))
    .map(([, name]) => name);
}

/** What decides whether a system can run the lab at all. */
export interface System {
  readonly platform: string;
  /** The text of /etc/os-release. */
  readonly release: string;
  readonly isRoot: boolean;
}

/** This machine, for findSystemObstacle. */
export function readSystem(): System {
  const release = '/etc/os-release';
  return {
    platform: process.platform,
    release: existsSync(release) ? readFileSync(release, 'utf8') : '',
    isRoot: process.getuid?.() === 0,
  };
}

/** The reason why a system can never run the lab, whatever is installed; undefined where it can. */
export function findSystemObstacle({ platform, release, isRoot }: System): string | undefined {
  if (platform !== 'linux') return say.rehearsal.system.notLinux({ platform });
  const field = (name: string) => new RegExp(`^${name}="?([^"\n]*)"?$`, 'm').exec(release)?.[1] ?? '';
  // Debian's testing and unstable have no VERSION_ID.
  const version = Number(field('VERSION_ID') || Number.POSITIVE_INFINITY);
  if (field('ID') !== 'debian' || version < oldestDebian) {
    return say.rehearsal.system.notDebian({
      oldest: oldestDebian,
      name: field('PRETTY_NAME') || say.rehearsal.system.another,
    });
  }
  if (!isRoot) return say.rehearsal.system.noRoot;
  return undefined;
}

/** Why the lab cannot run here as things are (the system, or packages that are missing); undefined where it can. */
export function findLabObstacle(): string | undefined {
  const obstacle = findSystemObstacle(readSystem());
  if (obstacle) return obstacle;
  const missing = findMissingPackages(labPrograms);
  return missing.length > 0 ? say.rehearsal.system.missing({ packages: missing.join(' ') }) : undefined;
}

/** Installs the Debian packages that the lab needs and that are missing, saying so; throws where this system cannot run it. */
export async function ensurePrerequisites(tell: (line: string) => void): Promise<void> {
  const obstacle = findSystemObstacle(readSystem());
  if (obstacle)
    throw new HaSetupError(say.rehearsal.system.cannot({ why: obstacle }), { hint: say.rehearsal.system.cannotHint });
  await ensurePrograms(labPrograms, say.rehearsal.system.lab, tell);
}

/** Installs the Debian packages of the programs that are missing, saying so and for whom; throws where apt cannot. For root on Debian. */
export async function ensurePrograms(programs: Programs, who: string, tell: (line: string) => void): Promise<void> {
  const missing = findMissingPackages(programs);
  if (missing.length === 0) return;
  tell(say.rehearsal.system.installing({ who, packages: missing.join(' ') }));
  const env = childEnvironment({ DEBIAN_FRONTEND: 'noninteractive' });
  // A machine that was just born may still be upgrading itself.
  const options = ['--yes', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=120'] as const;
  const install = ['apt-get', 'install', ...options, ...missing] as const;
  let result = await run(install, { env });
  if (result.code !== 0) {
    await run(['apt-get', 'update'], { env });
    result = await run(install, { env });
  }
  if (result.code !== 0) {
    const reason = result.stderr.trim().split('\n').slice(-3).join(' ');
    throw new HaSetupError(say.rehearsal.system.failed({ who, reason }), {
      hint: say.rehearsal.system.failedHint({ packages: missing.join(' ') }),
    });
  }
}
