import { findProblem } from '../../cluster/parse.js';
import { CloudError } from '../../errors.js';
import { say } from '../../messages/say.js';
import type { CloudCredentials } from '../../ports/credentials.js';
import { setAnswer } from '../draft.js';
import type { Retry, Row } from '../row.js';
import type { Scene } from '../scene.js';

const idKey = 'TENCENTCLOUD_SECRET_ID';
const secretKey = 'TENCENTCLOUD_SECRET_KEY';

/** DescribeRegions needs no region of its own, and every endpoint has this one. */
const anyRegion = 'ap-guangzhou';

/** Credentials as people may see them: where they come from, and the last four characters of the id. */
export function nameCredentials({ source, secretId }: CloudCredentials): string {
  return say.questions.access.named({ source, tail: secretId.slice(-4) });
}

/** One harmless call; what it says against the credentials leads back to them. */
async function tryCredentials(scene: Scene, from: string): Promise<Retry | undefined> {
  try {
    await (await scene.connect(anyRegion)).regions();
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    // A key that may not list regions is still a key; the region is typed then.
    if (/^UnauthorizedOperation/.test(error.code)) return undefined;
    scene.world.reporter.say(`  ${say.questions.access.refused({ said: error.message })}`, 'bad');
    if (error.hint !== undefined) scene.world.reporter.say(`  → ${error.hint}`);
    scene.notes.set('credentials', 'typed');
    const refused = await scene.world.keys.operator();
    if (refused !== undefined) scene.refused.add(refused);
    return { from };
  }
  return undefined;
}

const credentials: Row = {
  key: 'credentials',
  message: () => say.questions.access.credentials,
  example: `export ${idKey}=… ${secretKey}=…`,
  when: async (scene) => (await scene.world.keys.operator()) !== undefined,
  form: async (scene) => {
    const { keys } = scene.world;
    const [found, ofMachine] = [await keys.operator(), await keys.ofMachine()];
    // What was typed since does not drive out what this machine has.
    const known = [['found', found] as const, ...(ofMachine === found ? [] : [['machine', ofMachine] as const])];
    const choices = known.flatMap(([value, one]) => {
      if (one === undefined) return [];
      const isRefused = scene.refused.has(one);
      return [{ value, isRefused, cells: [nameCredentials(one), isRefused ? say.questions.access.wasRefused : ''] }];
    });
    return {
      help: say.questions.access.credentialsHelp,
      initial: choices.find(({ isRefused }) => !isRefused)?.value ?? 'typed',
      choices: [
        ...choices.map(({ value, cells }) => ({ value, cells })),
        { value: 'typed', cells: [say.questions.access.typeOthers] },
      ],
    };
  },
  take: async (answer, scene) => {
    const { keys } = scene.world;
    const ofMachine = answer === 'machine' ? await keys.ofMachine() : undefined;
    if (ofMachine !== undefined) keys.useOperator(ofMachine);
    scene.notes.set('credentials', answer === 'typed' ? 'typed' : 'found');
  },
  settle: (scene) =>
    scene.note('credentials') === 'found' ? tryCredentials(scene, 'credentials') : Promise.resolve(undefined),
};

const wantsTyped = async (scene: Scene) =>
  scene.note('credentials') === 'typed' || (await scene.world.keys.operator()) === undefined;

const secretId: Row = {
  key: idKey,
  message: () => say.questions.access.secretId,
  example: `export ${idKey}=…`,
  when: wantsTyped,
  form: () => ({
    help: say.questions.access.secretIdHelp,
    check: (text) => (/^[A-Za-z0-9]{8,64}$/.test(text) ? undefined : say.questions.access.secretIdForm),
  }),
  take: (answer, scene) => void scene.notes.set(idKey, answer),
};

const secret: Row = {
  key: secretKey,
  message: () => say.questions.access.secretKey,
  example: `export ${secretKey}=…`,
  when: wantsTyped,
  form: () => ({ hidden: true, help: say.questions.access.secretKeyHelp }),
  takeSecret: (typed, scene) =>
    scene.world.keys.useOperator({
      secretId: scene.note(idKey),
      secretKey: typed,
      source: say.questions.typedSource,
    }),
  settle: async (scene) => {
    scene.notes.set('credentials', 'found');
    return tryCredentials(scene, idKey);
  },
};

const region: Row = {
  key: 'region',
  message: () => say.questions.access.region,
  example: 'region: ap-beijing',
  form: async (scene) => {
    const initial = scene.get('region') || (scene.world.defaultRegion ?? '');
    const regions = await (await scene.connect(anyRegion)).regions().catch((error: unknown) => {
      if (error instanceof CloudError) return [];
      throw error;
    });
    if (regions.length > 0)
      return {
        initial,
        choices: regions.map(({ id, name }) => ({
          value: id,
          cells: [id, say.questions.access.regionName({ id, name })],
        })),
      };
    return {
      initial,
      help: say.questions.access.regionHelp,
      check: (text) => findProblem(setAnswer(scene.answers, 'region', text), 'region'),
    };
  },
  settle: async (scene) => {
    const chosen = scene.get('region');
    try {
      scene.forget();
      const { instances } = await scene.landscape();
      if (instances.length >= 2) return undefined;
      const { noInstance, oneInstance } = say.questions.access;
      const lack = instances.length === 0 ? noInstance({ region: chosen }) : oneInstance({ region: chosen });
      scene.world.reporter.say(`  ${lack}`, 'bad');
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
      const said = say.questions.access.regionUnread({ region: chosen, said: error.message });
      scene.world.reporter.say(`  ${said}`, 'bad');
      if (error.hint !== undefined) scene.world.reporter.say(`  → ${error.hint}`);
    }
    return { from: 'region' };
  },
};

export const accessRows: readonly Row[] = [credentials, secretId, secret, region];
