import { type Ipv4, isInCidr } from '../../cluster/ids.js';
import { parseAnswers } from '../../cluster/parse.js';
import type { Answers } from '../../cluster/spec.js';
import { say } from '../../messages/say.js';
import type { Lab } from '../lab.js';
import type { AnswersOverrides } from '../operator.js';
import { ports, subnetCidrs } from '../world.js';
import { provideFolder, provideService } from './service.js';

/** Turns a person's answers into ones for the lab's pair; what the lab does not have is replaced, and said. */
export async function adaptAnswers(lab: Lab, text: string, tell: (line: string) => void): Promise<AnswersOverrides> {
  const parsed = parseAnswers(text);
  if (!('answers' in parsed)) return {};
  const { answers } = parsed;
  const { healthCheck, notify, metrics, ssh } = answers;
  const { cluster, mode, failback, mechanism, hostCredentials, detection, language } = answers;
  tell(say.rehearsal.answers.yours);
  if (notify) tell(`  ${say.rehearsal.answers.noNotify}`);
  if (metrics) await provideFolder(lab, metrics.textfile, tell);
  const served = healthCheck && (await provideService(lab, healthCheck, tell));
  const isRoot = (ssh?.user ?? 'root') === 'root';
  const preferred = labInstance(answers);
  const kept = { cluster, mode, failback, mechanism, hostCredentials, detection, language, preferred };
  return {
    ...Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined)),
    vip: await findVipAnswer(lab, answers.vip),
    // An EIP by its id is one of the person's own account.
    eip: answers.eip === 'none' ? 'none' : 'allocate',
    ...(served && { healthCheck }),
    ...(metrics && { metrics }),
    ssh: { user: isRoot ? 'root' : 'ubuntu' },
  };
}

/** The lab's instance in the same place of the list as the preferred one. */
function labInstance({ preferred, nodes }: Answers): string | undefined {
  if (preferred === undefined) return undefined;
  return preferred === nodes[1]?.instance ? ports.b.instance : ports.a.instance;
}

async function findVipAnswer(lab: Lab, vip: string): Promise<string> {
  if (vip === 'auto' || !isInCidr(vip as Ipv4, subnetCidrs[0])) return 'auto';
  return (await lab.cloud.owner(vip)) === undefined ? vip : 'auto';
}
