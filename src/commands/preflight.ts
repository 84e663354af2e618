import type { CheckContext } from '../checks/context.js';
import type { Finding } from '../checks/finding.js';
import { type Group, runPreflight } from '../checks/run.js';
import { Secret } from '../cluster/secret.js';
import type { ClusterSpec } from '../cluster/spec.js';
import { PreflightError } from '../errors.js';
import type { HostFacts } from '../facts/host.js';
import { say } from '../messages/say.js';
import type { LivePair } from '../pair/live-pair.js';
import { liveSetup } from '../pair/live-setup.js';
import { observe } from '../pair/observe.js';
import type { Pair } from '../pair/pair.js';
import { requireCloud, requireWhole } from '../pair/require.js';
import { futureApis } from './host-api.js';
import type { Toolbox } from './toolbox.js';

/** A pair that passed its checks, ready to be changed. */
export interface CheckedPair {
  readonly live: LivePair;
  close(): Promise<void>;
}

/** Preflight ended the run before it began; the findings are what it saw. */
export class ChecksFailedError extends PreflightError {
  readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[]) {
    const errors = findings.filter(({ level }) => level === 'error');
    const rows = errors.map(
      ({ where, message, hint }) => `  ${where === 'cloud' ? '' : `${where}: `}${message}\n      → ${hint}`,
    );
    super(`${say.session.checks.failed({ count: errors.length })}\n${rows.join('\n')}`);
    this.findings = findings;
  }
}

export interface PreflightOptions {
  /** The answers file, where there is one already. */
  readonly answers: string | undefined;
  /** Go on with a HAVIP that any host of the subnet can seize. */
  readonly allowOpen: boolean;
  /** Try out, by calls that are always refused, what the credentials may do. */
  readonly prove: boolean;
  /** Told of each subject as soon as it was looked at. */
  readonly onGroup?: (group: Group) => void;
}

/**
 * Reads and checks everything that a run depends on; changes nothing.
 * @throws ChecksFailedError with every finding, when one of them is an error
 */
export async function preflight(spec: ClusterSpec, toolbox: Toolbox, options: PreflightOptions): Promise<CheckedPair> {
  const { reporter, clock, interrupt } = toolbox;
  const hostKey = toolbox.hostKey(spec);
  const toContext = (pair: Pair<'full'>): CheckContext => ({
    pair,
    command: (...words) => toolbox.command(words, options.answers),
    ...(hostKey && { hostKey }),
    apis: futureApis(pair, toolbox),
    prove: options.prove,
    allowOpen: options.allowOpen,
    now: () => clock.now(),
  });
  const onGroup = unlessShown(options.onGroup);
  const onCloud = async (read: Pair<'full'>) => {
    if ('known' in read.cloud) await runPreflight(toContext(read), { cloudAlone: true, onGroup });
  };
  const asksNobody = toolbox.prompter === undefined;
  const pair = await observe(spec, { depth: 'full', asksNobody, onCloud }, toolbox);
  try {
    requireCloud(pair);
    const findings = await toolbox.timed(say.steps.checks, () => runPreflight(toContext(pair), { onGroup }));
    showWarnings(findings, toolbox);
    if (findings.some(({ level }) => level === 'error')) throw new ChecksFailedError(findings);
    const { cloud, topology, hosts, facts } = requireWhole(pair);
    const authPass = existingAuthPass(facts.a) ?? existingAuthPass(facts.b) ?? new Secret(toolbox.drawAuthPass());
    const ports = { cloud: cloud.port, hosts, reporter, clock, interrupt };
    const first = { cloud: cloud.facts, hosts: facts };
    // What auto stands for is settled now: the address that the plan shows is the one that is taken.
    const live = liveSetup({ ...pair.spec, vip: topology.vip }, ports, first, {
      authPass,
      ...(hostKey && { hostKey }),
    });
    return { live, close: () => pair.close() };
  } catch (failure) {
    await pair.close();
    throw failure;
  }
}

/** What the cloud tells is looked at before the hosts answer and again after: it is shown once, unless it came to something else. */
function unlessShown(show: PreflightOptions['onGroup']): (group: Group) => void {
  const shown = new Map<string, string>();
  return (group) => {
    const said = JSON.stringify(group.findings);
    if (shown.get(group.title) === said) return;
    shown.set(group.title, said);
    show?.(group);
  };
}

/** The password that an earlier run drew; one that somebody else chose does not count. */
function existingAuthPass({ keepalived }: HostFacts): Secret | undefined {
  return keepalived?.managed ? keepalived.instances[0]?.authPass : undefined;
}

function showWarnings(findings: readonly Finding[], { reporter }: Toolbox): void {
  for (const { level, where, message, hint } of findings) {
    const what = `${where === 'cloud' ? '' : `${where}: `}${message}`;
    if (level === 'warning') reporter.say(say.session.checks.warning({ what, hint: hint ?? '' }), 'warning');
  }
}
