import { nodeNames, peerOf } from '../cluster/nodes.js';
import type { HealthCheck, NodeName } from '../cluster/spec.js';
import { type HealthAnswer, healthArgv, healthTimeoutMs, parseHealth } from '../facts/health.js';
import type { Topology } from '../facts/topology.js';
import { say } from '../messages/say.js';
import { healthSource } from '../operations/templates.js';
import type { Each } from '../pair/pair.js';
import type { HostReader } from '../ports/host.js';
import { defineCheck } from './check.js';
import type { KnownHost } from './context.js';
import { error, ok, type Remark, warning } from './finding.js';

export const healthCheck = defineCheck({
  id: 'health.answer',
  subject: 'hosts',
  about: () => say.about.healthAnswer,
  when: ['preflight'],
  needs: ['pair', 'topology'],
  appliesTo: (spec) => spec.healthCheck !== undefined,
  async run({ pair: known, topology }, { pair: { spec, ports } }) {
    const check = spec.healthCheck;
    const { a, b } = ports.hosts;
    if (check === undefined || a === undefined || b === undefined) return [];
    const answers = await askBoth(check, { a, b }, known, topology);
    const name = Object.entries(check).flat().join(' ');
    const isServing = nodeNames.some((node) => known[node].host.service.active);
    // What the pair runs already is no reason to refuse a run that may repair something.
    const isNew = !nodeNames.some((node) => isSame(known[node].host.settings?.healthCheck, check));
    const failsOnBoth = nodeNames.every((node) => answers[node].verdict === 'fails');
    return nodeNames.flatMap((node): Remark | [] => {
      const [answer, { id }] = [answers[node], known[node]];
      if (answer.verdict === 'passes') return ok(id, say.health.passes({ check: name }));
      if (answer.verdict === 'untried') return warning(id, say.health.untried({ check: name }), say.health.untriedHint);
      const { why } = answer;
      // Another check says so of a command that is not there.
      if ('command' in check && /^there is no program|exit code 127/.test(why)) return [];
      if (!isServing || (failsOnBoth && isNew)) {
        return error(id, say.health.fails({ check: name, why }), say.health.failsHint);
      }
      return warning(
        id,
        say.health.failsServing({ check: name, why }),
        say.health.failsServingHint({ peer: known[peerOf(node)].id }),
      );
    });
  },
});

async function askBoth(
  check: HealthCheck,
  hosts: Each<HostReader>,
  known: Each<KnownHost>,
  topology: Topology,
): Promise<Each<HealthAnswer>> {
  const source = healthSource(say.language.code);
  const askOne = async (node: NodeName) => {
    const { python } = known[node].host;
    const argv = healthArgv(check, { source, python, ip: topology.nodes[node].ip });
    return parseHealth(await hosts[node].read(argv, { timeoutMs: healthTimeoutMs }));
  };
  const [a, b] = await Promise.all([askOne('a'), askOne('b')]);
  return { a, b };
}

function isSame(one: unknown, other: HealthCheck): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
