import { renderAnswers } from '../cluster/write.js';
import { CancelledError } from '../errors.js';
import type { Obtained } from './obtain.js';
import type { Toolbox } from './toolbox.js';

/** A file name that is still free: ha-setup.yaml, else one with the cluster's name, else a numbered one. */
async function findFreeName(cluster: string, { hasFile }: Toolbox): Promise<string> {
  const names = ['ha-setup.yaml', `ha-setup-${cluster}.yaml`];
  for (const name of names) if (!(await hasFile(name))) return name;
  for (let number = 2; ; number += 1) {
    const name = `ha-setup-${cluster}-${number}.yaml`;
    if (!(await hasFile(name))) return name;
  }
}

/** The answers file of this run: the one that there is, else one that is written now, and said. */
export async function keepAnswers(obtained: Obtained, toolbox: Toolbox): Promise<string> {
  if (obtained.path !== undefined) return obtained.path;
  const path = await findFreeName(obtained.spec.cluster, toolbox);
  await toolbox.writeText(path, renderAnswers(obtained.answers));
  toolbox.reporter.say(`Your answers are in ${path} (no secrets in it).`);
  return path;
}

/** After a run that worked: the answers as a file, where the person agrees, and the one line that repeats the run. Returns the file. */
export async function offerAnswers(obtained: Obtained, toolbox: Toolbox): Promise<string | undefined> {
  const { prompter, reporter } = toolbox;
  if (obtained.path !== undefined || prompter === undefined) return obtained.path;
  try {
    reporter.say('');
    if (!(await prompter.confirm('Save your answers (no secrets), to repeat or change this run?', true)))
      return undefined;
    const path = await prompter.text({
      message: 'As which file?',
      initial: await findFreeName(obtained.spec.cluster, toolbox),
      canGoBack: false,
      check: async (text) => {
        if (text === '') return 'a file name';
        return (await toolbox.hasFile(text)) ? `${text} is there already; name another` : undefined;
      },
    });
    if (typeof path !== 'string') return undefined;
    await toolbox.writeText(path, renderAnswers(obtained.answers));
    reporter.say('Written. This repeats the run without a question:', 'good');
    reporter.say(`  ${toolbox.command(['--yes'], path)}`);
    const keys = ['TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY'];
    if (obtained.spec.hostCredentials === 'key') keys.push('HA_SETUP_HOST_SECRET_ID and HA_SETUP_HOST_SECRET_KEY');
    reporter.say(`  It takes its secrets from the environment: ${keys.join(', ')}.`, 'faint');
    return path;
  } catch (error) {
    // The run itself has worked.
    if (!(error instanceof CancelledError)) throw error;
    return undefined;
  }
}
