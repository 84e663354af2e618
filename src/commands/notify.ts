import * as z from 'zod';
import type { NotifyOptions } from '../cli/notify.js';
import { paths } from '../cluster/names.js';
import { nodeNames, nodeOf } from '../cluster/nodes.js';
import type { NotifyResult } from '../cluster/notify-result.js';
import type { ClusterSpec } from '../cluster/spec.js';
import { AnswersError, HaSetupError } from '../errors.js';
import { say } from '../messages/say.js';
import { observe } from '../pair/observe.js';
import type { HostPort } from '../ports/host.js';
import { readSpec } from './answers.js';
import type { Toolbox } from './toolbox.js';

type Options = NotifyOptions & { readonly answers: string };
type HostResult = NotifyResult['hosts'][number];

/** The command has 30 s, the webhook 10. */
const patienceMs = 60_000;

/** Lets each host tell of a switch that has not happened. Throws HaSetupError where one could not. */
export async function notify({ answers, test }: Options, toolbox: Toolbox): Promise<void> {
  const words = say.notify;
  if (!test) throw new AnswersError(words.nothingAsked, { hint: words.nothingAskedHint });
  const spec = await readSpec(answers, toolbox);
  if (spec.notify === undefined) throw new AnswersError(words.nobody, { hint: words.nobodyHint });
  const pair = await toolbox.waiting(words.reading, () => observe(spec, { depth: 'glance' }, toolbox));
  try {
    const hosts = await toolbox.waiting(words.telling, () =>
      Promise.all(
        nodeNames.map(async (node): Promise<HostResult> => {
          const { instance } = nodeOf(spec, node);
          const reading = pair.hosts[node];
          const host = pair.ports.hosts[node];
          if ('failure' in reading) return { instance, problem: reading.failure.message };
          return host === undefined ? { instance, problem: words.noAnswer } : { instance, ...(await tell(host)) };
        }),
      ),
    );
    const result: NotifyResult = { version: 1, cluster: spec.cluster, hosts };
    const repair = toolbox.command([], answers);
    const failed = hosts.flatMap((host) => show(host, spec, toolbox));
    if (toolbox.json) toolbox.printResult(result);
    if (failed.length === 0) return;
    throw new HaSetupError(words.failed, { hint: words.failedHint({ command: repair }) });
  } finally {
    await pair.close();
  }
}

const answered = z.object({ webhook: z.string().optional(), command: z.string().optional() });

async function tell(host: HostPort): Promise<Omit<HostResult, 'instance'>> {
  const { code, stdout } = await host.run([paths.hooks, 'try-notify'], { timeoutMs: patienceMs });
  const parsed = code === 0 ? answered.safeParse(fromJson(stdout)) : undefined;
  if (parsed?.success !== true) return { problem: say.notify.oldHooks };
  const { webhook, command } = parsed.data;
  return { ...(webhook !== undefined && { webhook }), ...(command !== undefined && { command }) };
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A line for each way; those that failed are returned. */
function show(host: HostResult, { notify: told }: ClusterSpec, { reporter }: Toolbox): readonly string[] {
  const words = say.notify;
  const { instance, problem } = host;
  if (problem !== undefined) {
    reporter.say(words.line({ host: instance, what: problem }), 'bad');
    return [problem];
  }
  return (['webhook', 'command'] as const).flatMap((way) => {
    if (told?.[way] === undefined) return [];
    const answer = host[way];
    const ways = { webhook: words.webhook, command: words.command };
    const what =
      answer === undefined
        ? words.unknown({ way: ways[way] })
        : answer === 'ok'
          ? words.told({ way: ways[way] })
          : words.refused({ way: ways[way], said: answer });
    reporter.say(words.line({ host: instance, what }), answer === 'ok' ? 'good' : 'bad');
    return answer === 'ok' ? [] : [what];
  });
}
