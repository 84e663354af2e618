import { findProblem } from '../../cluster/parse.js';
import { listed } from '../../messages/lists.js';
import { say } from '../../messages/say.js';
import { getAnswer, setAnswer, toNumber } from '../draft.js';
import type { Row } from '../row.js';
import type { Scene } from '../scene.js';
import { nameCredentials } from './access.js';
import { usesHaVip } from './mechanism.js';

const checkKinds = ['tcp', 'http', 'unit', 'command'] as const;

function kindOf(scene: Scene): string {
  const given = getAnswer(scene.answers, 'healthCheck') ?? getAnswer(scene.recalled ?? {}, 'healthCheck');
  return typeof given === 'object' && given !== null ? (Object.keys(given)[0] ?? 'none') : 'none';
}

const healthKind: Row = {
  key: 'healthCheck',
  message: () => say.pairQuestions.health.question,
  example: 'healthCheck: { tcp: 3306 }',
  form: (scene) => ({
    help: say.pairQuestions.health.help,
    initial: scene.note('healthCheck') || kindOf(scene),
    choices: [
      { value: 'none', cells: [say.pairQuestions.health.none, say.pairQuestions.health.noneNote] },
      ...checkKinds.map((value) => {
        const { name, about } = say.pairQuestions.health[value];
        return { value, cells: [name, about] };
      }),
    ],
  }),
  take: (answer, scene) => {
    scene.notes.set('healthCheck', answer);
    if (answer !== kindOf(scene)) scene.set('healthCheck', undefined);
  },
};

const healthValue: Row = {
  key: 'healthCheck',
  message: () => say.pairQuestions.health.which,
  example: 'healthCheck: { tcp: 3306 }',
  when: (scene) => !['', 'none'].includes(scene.note('healthCheck')),
  form: (scene) => {
    const kind = scene.note('healthCheck');
    const known = checkKinds.find((one) => one === kind);
    const before = scene.suggest(`healthCheck.${kind}`) || (kind === 'http' ? 'http://127.0.0.1/' : '');
    return {
      ...(known !== undefined && { help: say.pairQuestions.health[known].help }),
      ...(before !== '' && { initial: before }),
      check: (text) => findProblem(setAnswer(scene.answers, 'healthCheck', toCheck(kind, text)), 'healthCheck'),
    };
  },
  take: (answer, scene) => scene.set('healthCheck', toCheck(scene.note('healthCheck'), answer)),
};

function toCheck(kind: string, text: string): Readonly<Record<string, string | number>> {
  return { [kind]: kind === 'tcp' ? toNumber(text) : text };
}

const hostCredentials: Row = {
  key: 'hostCredentials.type',
  message: () => say.pairQuestions.credentials.question,
  example: 'hostCredentials: { type: role }',
  form: async (scene) => {
    const words = say.pairQuestions.credentials;
    const { instances } = await scene.landscape();
    const ids = [0, 1].map((index) => scene.get(`nodes[${index}].instance`));
    const bare = instances.find(({ id, camRole }) => ids.includes(id) && camRole === undefined);
    const roles = [...new Set(instances.filter(({ id }) => ids.includes(id)).map(({ camRole }) => camRole ?? ''))];
    return {
      initial: scene.suggest('hostCredentials.type') || (bare === undefined ? 'role' : 'key'),
      choices: [
        {
          value: 'role',
          cells: [words.role, bare === undefined ? words.roles({ roles: listed(roles) }) : ''],
          note: usesHaVip(scene) ? say.havip.roleNote : words.roleNote,
          ...(bare !== undefined && { disabled: words.noRole({ instance: bare.id }) }),
        },
        {
          value: 'key',
          cells: [words.key, words.keyAbout],
          note: words.keyNote,
        },
        ...(usesHaVip(scene)
          ? [{ value: 'none', cells: [words.none, say.havip.noCredentials], note: say.havip.noCredentialsNote }]
          : []),
      ],
    };
  },
};

const usesKey = (scene: Scene) => scene.get('hostCredentials.type') === 'key';
const idKey = 'HA_SETUP_HOST_SECRET_ID';

const hostKey: Row = {
  key: 'hostKey',
  message: () => say.pairQuestions.credentials.whichKey,
  example: `export ${idKey}=… HA_SETUP_HOST_SECRET_KEY=…`,
  when: (scene) => usesKey(scene) && scene.world.keys.hosts() !== undefined,
  form: (scene) => {
    const found = scene.world.keys.hosts();
    return {
      initial: 'found',
      choices: [
        { value: 'found', cells: [found === undefined ? '' : nameCredentials(found)] },
        { value: 'typed', cells: [say.pairQuestions.credentials.typeAnother] },
      ],
    };
  },
  take: (answer, scene) => void scene.notes.set('hostKey', answer),
};

const wantsTyped = (scene: Scene) =>
  usesKey(scene) && (scene.note('hostKey') === 'typed' || scene.world.keys.hosts() === undefined);

const hostKeyId: Row = {
  key: idKey,
  message: () => say.pairQuestions.credentials.secretId,
  example: `export ${idKey}=…`,
  when: wantsTyped,
  form: () => ({
    check: (text) => (/^[A-Za-z0-9]{8,64}$/.test(text) ? undefined : say.questions.access.secretIdForm),
  }),
  take: (answer, scene) => void scene.notes.set(idKey, answer),
};

const hostKeySecret: Row = {
  key: 'HA_SETUP_HOST_SECRET_KEY',
  message: () => say.pairQuestions.credentials.secretKey,
  example: 'export HA_SETUP_HOST_SECRET_KEY=…',
  when: wantsTyped,
  form: () => ({ hidden: true, help: say.pairQuestions.credentials.secretKeyHelp }),
  takeSecret: (secretKey, scene) => {
    const source = say.questions.typedSource;
    scene.world.keys.useHosts({ secretId: scene.note(idKey), secretKey, source });
    scene.notes.set('hostKey', 'found');
  },
};

const detection: Row = {
  key: 'detection',
  message: () => say.pairQuestions.detection.question,
  example: 'detection: standard',
  form: (scene) => ({
    initial: scene.suggest('detection') || 'standard',
    choices: [
      { value: 'standard', cells: ['standard', say.pairQuestions.detection.standard] },
      { value: 'fast', cells: ['fast', say.pairQuestions.detection.fast] },
    ],
  }),
};

export const behaviourRows: readonly Row[] = [
  healthKind,
  healthValue,
  hostCredentials,
  hostKey,
  hostKeyId,
  hostKeySecret,
  detection,
];
