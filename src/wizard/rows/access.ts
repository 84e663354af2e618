import { findProblem } from '../../cluster/parse.js';
import { CloudError } from '../../errors.js';
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
  return `${source}, SecretId …${secretId.slice(-4)}`;
}

/** One harmless call; what it says against the credentials leads back to them. */
async function tryCredentials(scene: Scene, from: string): Promise<Retry | undefined> {
  try {
    await (await scene.connect(anyRegion)).regions();
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    // A key that may not list regions is still a key; the region is typed then.
    if (/^UnauthorizedOperation/.test(error.code)) return undefined;
    scene.world.reporter.say(`  the API refuses these credentials: ${error.message}`, 'bad');
    if (error.hint !== undefined) scene.world.reporter.say(`  → ${error.hint}`);
    scene.notes.set('credentials', 'typed');
    return { from };
  }
  return undefined;
}

const credentials: Row = {
  key: 'credentials',
  message: 'Which Tencent Cloud credentials?',
  example: `export ${idKey}=… ${secretKey}=…`,
  when: async (scene) => (await scene.world.keys.operator()) !== undefined,
  form: async (scene) => {
    const found = await scene.world.keys.operator();
    return {
      help: 'They are used for this run and saved nowhere.',
      initial: 'found',
      choices: [
        { value: 'found', cells: [found === undefined ? '' : nameCredentials(found)] },
        { value: 'typed', cells: ['type others'] },
      ],
    };
  },
  take: (answer, scene) => void scene.notes.set('credentials', answer),
  settle: (scene) =>
    scene.note('credentials') === 'found' ? tryCredentials(scene, 'credentials') : Promise.resolve(undefined),
};

const wantsTyped = async (scene: Scene) =>
  scene.note('credentials') === 'typed' || (await scene.world.keys.operator()) === undefined;

const secretId: Row = {
  key: idKey,
  message: 'SecretId',
  example: `export ${idKey}=…`,
  when: wantsTyped,
  form: () => ({
    help: 'Console > Access Management > API Keys. A sub-user with the policy that "ha-setup policy --operator" prints is better than the root account.',
    check: (text) => (/^[A-Za-z0-9]{8,64}$/.test(text) ? undefined : 'a SecretId is 8 to 64 letters and digits'),
  }),
  take: (answer, scene) => void scene.notes.set(idKey, answer),
};

const secret: Row = {
  key: secretKey,
  message: 'SecretKey',
  example: `export ${secretKey}=…`,
  when: wantsTyped,
  form: () => ({ hidden: true, help: 'What you type is not shown, and saved nowhere.' }),
  takeSecret: (typed, scene) =>
    scene.world.keys.useOperator({
      secretId: scene.note(idKey),
      secretKey: typed,
      source: 'what you typed',
    }),
  settle: async (scene) => {
    scene.notes.set('credentials', 'found');
    return tryCredentials(scene, idKey);
  },
};

const region: Row = {
  key: 'region',
  message: 'Which region?',
  example: 'region: ap-beijing',
  form: async (scene) => {
    const initial = scene.get('region') || (scene.world.defaultRegion ?? '');
    const regions = await (await scene.connect(anyRegion)).regions().catch((error: unknown) => {
      if (error instanceof CloudError) return [];
      throw error;
    });
    if (regions.length > 0)
      return { initial, choices: regions.map(({ id, name }) => ({ value: id, cells: [id, name] })) };
    return {
      initial,
      help: 'These credentials may not list the regions (cvm:DescribeRegions), so type it: ap-beijing, ap-guangzhou, …',
      check: (text) => findProblem(setAnswer(scene.answers, 'region', text), 'region'),
    };
  },
  settle: async (scene) => {
    const chosen = scene.get('region');
    try {
      scene.forget();
      const { instances } = await scene.landscape();
      if (instances.length >= 2) return undefined;
      const count = instances.length === 0 ? 'no CVM' : 'only one CVM';
      scene.world.reporter.say(`  ${chosen} has ${count} of this account; a pair needs two`, 'bad');
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
      scene.world.reporter.say(`  ${chosen} cannot be read: ${error.message}`, 'bad');
      if (error.hint !== undefined) scene.world.reporter.say(`  → ${error.hint}`);
    }
    return { from: 'region' };
  },
};

export const accessRows: readonly Row[] = [credentials, secretId, secret, region];
