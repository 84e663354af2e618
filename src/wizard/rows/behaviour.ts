import { findProblem } from '../../cluster/parse.js';
import { say } from '../../messages/say.js';
import { getAnswer, setAnswer, toNumber } from '../draft.js';
import type { Row } from '../row.js';
import type { Scene } from '../scene.js';
import { nameCredentials } from './access.js';
import { usesHaVip } from './mechanism.js';

const checks: Readonly<
  Record<string, { readonly cells: readonly string[]; readonly help: string; readonly initial: string }>
> = {
  tcp: { cells: ['TCP port', 'something listens on a port of the host'], help: 'A port, such as 3306.', initial: '' },
  http: {
    cells: ['HTTP URL', 'a page of the host answers'],
    help: 'A URL as the host itself asks for it.',
    initial: 'http://127.0.0.1/',
  },
  unit: { cells: ['systemd unit', 'a service runs'], help: 'Its name, such as nginx.service.', initial: '' },
  command: {
    cells: ['command', 'a program of yours exits with 0'],
    help: 'The absolute path of an executable on both hosts.',
    initial: '',
  },
};

function kindOf(scene: Scene): string {
  const given = getAnswer(scene.answers, 'healthCheck') ?? getAnswer(scene.recalled ?? {}, 'healthCheck');
  return typeof given === 'object' && given !== null ? (Object.keys(given)[0] ?? 'none') : 'none';
}

const healthKind: Row = {
  key: 'healthCheck',
  message: 'What must run on a host for it to be active?',
  example: 'healthCheck: { tcp: 3306 }',
  form: (scene) => ({
    help: 'A host that fails it hands the VIP over. Without one, only the host and its network count.',
    initial: scene.note('healthCheck') || kindOf(scene),
    choices: [
      { value: 'none', cells: ['nothing more', 'the host and its network'] },
      ...Object.entries(checks).map(([value, { cells }]) => ({ value, cells })),
    ],
  }),
  take: (answer, scene) => {
    scene.notes.set('healthCheck', answer);
    if (answer !== kindOf(scene)) scene.set('healthCheck', undefined);
  },
};

const healthValue: Row = {
  key: 'healthCheck',
  message: 'Which one?',
  example: 'healthCheck: { tcp: 3306 }',
  when: (scene) => !['', 'none'].includes(scene.note('healthCheck')),
  form: (scene) => {
    const kind = scene.note('healthCheck');
    const { help = '', initial = '' } = checks[kind] ?? {};
    const before = scene.suggest(`healthCheck.${kind}`) || initial;
    return {
      help,
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
  message: 'How do the hosts call the API, to move the VIP?',
  example: 'hostCredentials: { type: role }',
  form: async (scene) => {
    const { instances } = await scene.landscape();
    const ids = [0, 1].map((index) => scene.get(`nodes[${index}].instance`));
    const bare = instances.find(({ id, camRole }) => ids.includes(id) && camRole === undefined);
    const roles = [...new Set(instances.filter(({ id }) => ids.includes(id)).map(({ camRole }) => camRole ?? ''))];
    return {
      initial: scene.suggest('hostCredentials.type') || (bare === undefined ? 'role' : 'key'),
      choices: [
        {
          value: 'role',
          cells: ['CAM role', bare === undefined ? `${roles.join(', ')} (recommended)` : ''],
          note: usesHaVip(scene)
            ? say.havip.roleNote
            : 'Its keys change every few hours and are in no file, so a copy that leaves a host soon expires.',
          ...(bare !== undefined && { disabled: `${bare.id} has none` }),
        },
        {
          value: 'key',
          cells: ['API key', 'in a file on both hosts that only root can read'],
          note: 'Works everywhere. Use a key of a sub-user that may do no more than the hooks need.',
        },
        ...(usesHaVip(scene)
          ? [{ value: 'none', cells: ['none', say.havip.noCredentials], note: say.havip.noCredentialsNote }]
          : []),
      ],
    };
  },
};

const usesKey = (scene: Scene) => scene.get('hostCredentials.type') === 'key';
const idKey = 'HA_SETUP_HOST_SECRET_ID';

const hostKey: Row = {
  key: 'hostKey',
  message: 'Which key do the hosts use?',
  example: `export ${idKey}=… HA_SETUP_HOST_SECRET_KEY=…`,
  when: (scene) => usesKey(scene) && scene.world.keys.hosts() !== undefined,
  form: (scene) => {
    const found = scene.world.keys.hosts();
    return {
      initial: 'found',
      choices: [
        { value: 'found', cells: [found === undefined ? '' : nameCredentials(found)] },
        { value: 'typed', cells: ['type another'] },
      ],
    };
  },
  take: (answer, scene) => void scene.notes.set('hostKey', answer),
};

const wantsTyped = (scene: Scene) =>
  usesKey(scene) && (scene.note('hostKey') === 'typed' || scene.world.keys.hosts() === undefined);

const hostKeyId: Row = {
  key: idKey,
  message: 'SecretId for the hosts',
  example: `export ${idKey}=…`,
  when: wantsTyped,
  form: () => ({
    check: (text) => (/^[A-Za-z0-9]{8,64}$/.test(text) ? undefined : 'a SecretId is 8 to 64 letters and digits'),
  }),
  take: (answer, scene) => void scene.notes.set(idKey, answer),
};

const hostKeySecret: Row = {
  key: 'HA_SETUP_HOST_SECRET_KEY',
  message: 'SecretKey for the hosts',
  example: 'export HA_SETUP_HOST_SECRET_KEY=…',
  when: wantsTyped,
  form: () => ({ hidden: true, help: 'What you type is not shown; it goes to the two hosts alone.' }),
  takeSecret: (secretKey, scene) => {
    const source = 'what you typed';
    scene.world.keys.useHosts({ secretId: scene.note(idKey), secretKey, source });
    scene.notes.set('hostKey', 'found');
  },
};

const detection: Row = {
  key: 'detection',
  message: 'How fast must a dead host be noticed?',
  example: 'detection: standard',
  form: (scene) => ({
    initial: scene.suggest('detection') || 'standard',
    choices: [
      { value: 'standard', cells: ['standard', 'after about 3.5 seconds; rides out short hiccups'] },
      { value: 'fast', cells: ['fast', 'under a second; a busy host or network may switch for nothing'] },
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
