import { renderAnswers } from '../cluster/write.js';
import { CancelledError } from '../errors.js';
import { say } from '../messages/say.js';
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
  toolbox.reporter.say(say.session.keep.kept({ path }));
  return path;
}

/** After a run that worked: the answers as a file, where the person agrees, and the one line that repeats the run. Returns the file. */
export async function offerAnswers(obtained: Obtained, toolbox: Toolbox): Promise<string | undefined> {
  const { prompter, reporter } = toolbox;
  const words = say.session.keep;
  if (obtained.path !== undefined || prompter === undefined) return obtained.path;
  try {
    reporter.say('');
    if (!(await prompter.confirm(words.question, true))) return undefined;
    const path = await prompter.text({
      message: words.file,
      initial: await findFreeName(obtained.spec.cluster, toolbox),
      canGoBack: false,
      check: async (text) => {
        if (text === '') return words.noName;
        return (await toolbox.hasFile(text)) ? words.taken({ path: text }) : undefined;
      },
    });
    if (typeof path !== 'string') return undefined;
    await toolbox.writeText(path, renderAnswers(obtained.answers));
    reporter.say(words.written, 'good');
    reporter.say(`  ${toolbox.command(['--yes'], path)}`);
    const secrets = obtained.spec.hostCredentials === 'key' ? words.hostSecrets : words.secrets;
    reporter.say(`  ${secrets}`, 'faint');
    return path;
  } catch (error) {
    // The run itself has worked.
    if (!(error instanceof CancelledError)) throw error;
    return undefined;
  }
}
