import { findProblem } from '../../cluster/parse.js';
import { AnswersError, CloudError, HostError } from '../../errors.js';
import { say } from '../../messages/say.js';
import { findLogin, type Login } from '../../pair/login.js';
import type { Instance } from '../../ports/inventory.js';
import { getAnswer, setAnswer, toDraftSpec, toNumber } from '../draft.js';
import { type HostMemory, readMemory, recallAnswers } from '../recall.js';
import type { Retry, Row } from '../row.js';
import type { Scene } from '../scene.js';

/** The way that needs its details asked: another port, a key file. */
const details = 'ssh.details';
const wantsDetails = (scene: Scene) => scene.note(details) === 'yes';

async function bothInstances(scene: Scene): Promise<readonly (Instance | undefined)[]> {
  const { instances } = await scene.landscape();
  return [0, 1].map((index) => instances.find(({ id }) => id === scene.get(`nodes[${index}].instance`)));
}

type Field = keyof typeof say.questions.reach.typed;

function typed(key: string, field: Field, example: string, initial: string): Omit<Row, 'when'> {
  return {
    key,
    message: () => say.questions.reach.typed[field].question,
    example,
    form: (scene) => ({
      help: say.questions.reach.typed[field].help,
      initial: scene.get(key) || initial,
      check: (text) => (text === '' ? undefined : findProblem(setAnswer(scene.answers, key, text), key)),
    }),
    take: (answer, scene) => scene.set(key, answer === '' ? undefined : answer),
  };
}

const host: Row = {
  key: 'ssh.host',
  message: () => say.questions.reach.way,
  example: 'ssh: { host: private }',
  form: async (scene) => {
    const both = await bothInstances(scene);
    const words = say.questions.reach;
    const list = ([one = '', other = '']: readonly (string | undefined)[]) => words.both({ one, other });
    const publics = both.map((instance) => instance?.publicIps[0]);
    const lacking = both.find((instance) => instance?.publicIps.length === 0);
    const jump = scene.get('ssh.proxyJump') !== '';
    return {
      initial: jump ? 'jump' : scene.get('ssh.host') || 'private',
      choices: [
        { value: 'private', cells: [words.private, list(both.map((instance) => instance?.privateIps[0]))] },
        {
          value: 'public',
          cells: [words.public, lacking === undefined ? list(publics) : ''],
          ...(lacking !== undefined && { disabled: words.hasNone({ instance: lacking.id }) }),
        },
        { value: 'jump', cells: [words.jump, words.jumpNote] },
      ],
    };
  },
  take: (answer, scene) => {
    scene.notes.set('ssh.host', answer);
    scene.set('ssh.host', answer === 'jump' ? 'private' : answer);
  },
};

const jump: Row = {
  ...typed('ssh.proxyJump', 'jump', 'ssh: { proxyJump: admin@203.0.113.7 }', ''),
  when: (scene) => scene.note('ssh.host') === 'jump',
  form: (scene) => ({
    help: say.questions.reach.typed.jump.help,
    initial: scene.get('ssh.proxyJump'),
    check: (text) => findProblem(setAnswer(scene.answers, 'ssh.proxyJump', text), 'ssh.proxyJump'),
  }),
};

const user: Row = typed('ssh.user', 'user', 'ssh: { user: root }', 'root');

const port: Row = {
  ...typed('ssh.port', 'port', 'ssh: { port: 22 }', '22'),
  when: wantsDetails,
  form: (scene) => ({
    help: say.questions.reach.typed.port.help,
    initial: scene.get('ssh.port') || '22',
    check: (text) => findProblem(setAnswer(scene.answers, 'ssh.port', toNumber(text)), 'ssh.port'),
  }),
  take: (answer, scene) => scene.set('ssh.port', answer === '22' ? undefined : Number(answer)),
};

const identity: Row = {
  ...typed('ssh.identityFile', 'key', 'ssh: { identityFile: ~/.ssh/id_ed25519 }', ''),
  when: wantsDetails,
  form: (scene) => ({
    help: say.questions.reach.typed.key.help,
    initial: scene.get('ssh.identityFile'),
    check: async (text) => {
      if (text === '') return undefined;
      const problem = findProblem(setAnswer(scene.answers, 'ssh.identityFile', text), 'ssh.identityFile');
      return problem ?? scene.world.keyFileProblem(text);
    },
  }),
};

/** Logs in to both, one after the other: a question on the way (an unknown host key, a passphrase) needs the terminal alone. */
async function tryHosts(scene: Scene): Promise<boolean> {
  const { reporter } = scene.world;
  const { nodes } = toDraftSpec(scene.answers);
  const landscape = await scene.landscape();
  const memories: HostMemory[] = [];
  for (const node of nodes) {
    let what = `${node.ssh.user}@${node.instance}`;
    try {
      const way = findLogin(node, landscape) ?? new HostError('unreachable', say.questions.reach.noAddress);
      if (way instanceof HostError) throw way;
      what = `${node.ssh.user}@${way.address} (${node.instance})`;
      memories.push(await logIn(scene, way));
      reporter.say(`  ${say.questions.reach.loggedIn({ who: what })}`, 'good');
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      reporter.say(`  ${say.questions.reach.notLoggedIn({ who: what, said: error.message })}`, 'bad');
      // Here nobody writes keys of a file: the next question changes the user and the key.
      const hint = error.kind === 'auth' ? say.questions.reach.authHint({ user: node.ssh.user ?? 'root' }) : error.hint;
      if (hint !== undefined && error.kind !== 'given-up') reporter.say(`  → ${hint}`);
      // The other one is reached the same way, and would ask for the same passwords.
      return false;
    }
  }
  recall(scene, memories);
  return true;
}

async function logIn(scene: Scene, { node, address }: Login): Promise<HostMemory> {
  const host = await scene.world.connectHost(node, address);
  try {
    return await readMemory(host);
  } finally {
    await host.close();
  }
}

/** Keys that are not asked for: the pair keeps what it has. */
const kept = ['api'] as const;

/** What the pair has is what the next questions propose. */
function recall(scene: Scene, memories: readonly HostMemory[]): void {
  scene.recalled = recallAnswers(memories);
  if (scene.recalled === undefined) return;
  const cluster = String(scene.recalled['cluster']);
  scene.world.reporter.say(`  ${say.wizard.isPair({ cluster })}`, 'heading');
  for (const key of kept) {
    const value = scene.recalled[key];
    if (value !== undefined && getAnswer(scene.answers, key) === undefined) scene.set(key, value);
  }
}

/** For whoever is asked only for what a file lacks: the pair's own answers, where its hosts let this machine in. */
export async function recallPair(scene: Scene): Promise<void> {
  try {
    const { nodes } = toDraftSpec(scene.answers);
    const landscape = await scene.landscape();
    const ways = nodes.map((node) => findLogin(node, landscape));
    const memories: HostMemory[] = [];
    for (const way of ways) {
      if (way === undefined || way instanceof HostError) return;
      memories.push(await logIn(scene, way));
    }
    recall(scene, memories);
  } catch (error) {
    // The checks before the run say what is wrong with it.
    if (!(error instanceof HostError || error instanceof CloudError || error instanceof AnswersError)) throw error;
  }
}

/** Comes only after a log-in that failed. */
const trouble: Row = {
  key: 'ssh',
  message: () => say.questions.reach.whatNow,
  example: 'ssh: { user: root, host: private }',
  attempt: (scene) => {
    scene.world.reporter.say(`  ${say.questions.reach.loggingIn}`, 'faint');
    return tryHosts(scene);
  },
  form: () => ({
    initial: 'again',
    choices: [
      { value: 'again', cells: [say.questions.reach.again, say.questions.reach.againNote] },
      { value: 'change', cells: [say.questions.reach.change, say.questions.reach.changeNote] },
    ],
  }),
  take: (answer, scene) => {
    scene.notes.set('ssh', answer);
    if (answer === 'change') scene.notes.set(details, 'yes');
  },
  settle: async (scene): Promise<Retry> => ({ from: scene.note('ssh') === 'change' ? 'ssh.host' : 'ssh' }),
};

export const reachRows: readonly Row[] = [host, jump, user, port, identity, trouble];
