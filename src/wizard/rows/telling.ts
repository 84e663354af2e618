import { findProblem } from '../../cluster/parse.js';
import { webhookFormats } from '../../cluster/spec.js';
import { say } from '../../messages/say.js';
import { setAnswer } from '../draft.js';
import type { Row } from '../row.js';
import type { Scene } from '../scene.js';

const ways = ['webhook', 'command'] as const;

/** How people are told by what was answered before: nobody, one of the two ways, or both. */
function waysOf(scene: Scene): string {
  const given = ways.filter((way) => scene.suggest(`notify.${way}`) !== '');
  return given.length === 2 ? 'both' : (given[0] ?? 'nobody');
}

const uses = (scene: Scene, way: (typeof ways)[number]) => [way, 'both'].includes(scene.note('notify'));

const whom: Row = {
  key: 'notify',
  message: () => say.notify.wizard.whom,
  example: 'notify: { webhook: https://hooks.example.com/ha }',
  form: (scene) => {
    const words = say.notify.wizard;
    return {
      help: words.whomHelp,
      initial: scene.note('notify') || waysOf(scene),
      choices: [
        { value: 'nobody', cells: [words.nobody, words.nobodyNote] },
        { value: 'webhook', cells: [say.notify.webhook, words.webhookNote] },
        { value: 'command', cells: [say.notify.command, words.commandNote] },
        { value: 'both', cells: [words.both] },
      ],
    };
  },
  take: (answer, scene) => {
    scene.notes.set('notify', answer);
    if (!uses(scene, 'webhook')) {
      scene.set('notify.webhook', undefined);
      scene.set('notify.format', undefined);
    }
    if (!uses(scene, 'command')) scene.set('notify.command', undefined);
    if (answer === 'nobody') scene.set('notify', undefined);
  },
};

const format: Row = {
  key: 'notify.format',
  message: () => say.notify.wizard.format,
  example: 'notify: { webhook: https://hooks.example.com/ha, format: wecom }',
  when: (scene) => uses(scene, 'webhook'),
  form: (scene) => ({
    initial: scene.suggest('notify.format') || 'json',
    choices: webhookFormats.map((value) => ({ value, cells: [value, say.notify.wizard[value]] })),
  }),
  take: (answer, scene) => scene.set('notify.format', answer === 'json' ? undefined : answer),
};

/** A typed key of notify or metrics, judged by the schema. */
function typed(key: string, example: string, words: () => { readonly message: string; readonly help: string }): Row {
  return {
    key,
    message: () => words().message,
    example: `${key.replace('.', ': { ')}: ${example} }`,
    form: (scene) => {
      const before = scene.suggest(key) || (key === 'metrics.textfile' ? example : '');
      return {
        help: words().help,
        ...(before !== '' && { initial: before }),
        check: (text) => findProblem(setAnswer(scene.answers, key, text), key),
      };
    },
  };
}

const address: Row = {
  ...typed('notify.webhook', 'https://hooks.example.com/ha', () => ({
    message: say.notify.wizard.address,
    help: say.notify.wizard.addressHelp,
  })),
  when: (scene) => uses(scene, 'webhook'),
};

const command: Row = {
  ...typed('notify.command', '/usr/local/sbin/on-switch', () => ({
    message: say.notify.wizard.path,
    help: say.notify.wizard.pathHelp,
  })),
  when: (scene) => uses(scene, 'command'),
};

const figures: Row = {
  key: 'metrics',
  message: () => say.notify.wizard.figures,
  example: 'metrics: { textfile: /var/lib/prometheus/node-exporter }',
  form: (scene) => {
    const words = say.notify.wizard;
    return {
      help: words.figuresHelp,
      initial: scene.note('metrics') || (scene.suggest('metrics.textfile') === '' ? 'no' : 'yes'),
      choices: [
        { value: 'no', cells: [words.noFigures] },
        { value: 'yes', cells: [words.yes, words.figuresNote] },
      ],
    };
  },
  take: (answer, scene) => {
    scene.notes.set('metrics', answer);
    if (answer === 'no') scene.set('metrics', undefined);
  },
};

const folder: Row = {
  ...typed('metrics.textfile', '/var/lib/prometheus/node-exporter', () => ({
    message: say.notify.wizard.folder,
    help: say.notify.wizard.folderHelp,
  })),
  when: (scene) => scene.note('metrics') === 'yes',
};

export const tellingRows: readonly Row[] = [whom, format, address, command, figures, folder];
