import { diagnose } from '../checks/diagnosis/diagnose.js';
import { formatDiagnosis } from '../checks/diagnosis/format.js';
import { toPublished } from '../checks/finding.js';
import { formatChecks } from '../checks/format.js';
import type { DoctorOptions } from '../cli/doctor.js';
import type { DoctorResult } from '../cluster/doctor-result.js';
import { VerificationError } from '../errors.js';
import { say } from '../messages/say.js';
import { observe } from '../pair/observe.js';
import { readSpec } from './answers.js';
import { inspect } from './inspect.js';
import type { Toolbox } from './toolbox.js';

type Options = DoctorOptions & { readonly answers: string };

/** From what verify finds to the likeliest single cause and the one command for it; changes nothing. Throws VerificationError. */
export async function doctor({ answers }: Options, toolbox: Toolbox): Promise<void> {
  const spec = await readSpec(answers, toolbox);
  const pair = await toolbox.waiting(say.session.reading, () => observe(spec, { depth: 'audit' }, toolbox));
  try {
    const { context, findings } = await inspect(pair, answers, toolbox);
    const ill = findings.filter(({ level }) => level === 'error' || level === 'warning').map(toPublished);
    const result: DoctorResult = {
      version: 1,
      cluster: spec.cluster,
      at: new Date(toolbox.clock.now()).toISOString(),
      healthy: ill.every(({ level }) => level !== 'error'),
      diagnosis: diagnose(findings, context) ?? null,
      findings: ill,
    };
    show(result, toolbox.command(['verify'], answers), toolbox);
    if (toolbox.json) toolbox.printResult(result);
    if (result.healthy) return;
    throw new VerificationError(say.doctor.notWell({ cluster: spec.cluster }), { hint: say.doctor.notWellHint });
  } finally {
    await pair.close();
  }
}

function show({ cluster, diagnosis, findings }: DoctorResult, verify: string, { reporter }: Toolbox): void {
  if (diagnosis === null) {
    reporter.say(say.doctor.well({ cluster }), 'good');
    return;
  }
  for (const { text, tone } of formatDiagnosis(diagnosis)) reporter.say(text, tone);
  reporter.say(`  ${say.doctor.afterwards({ command: verify })}`);
  reporter.say('');
  const places = Object.fromEntries(findings.map(({ where }) => [where, where]));
  for (const { text, tone } of formatChecks(findings, places)) reporter.say(text, tone);
}
