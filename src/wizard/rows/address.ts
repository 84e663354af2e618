import { checkVip } from '../../checks/vip.js';
import { cloudName } from '../../cluster/names.js';
import { findProblem } from '../../cluster/parse.js';
import { findFree } from '../../mechanism/free-address.js';
import { surveyCloud } from '../../mechanism/survey.js';
import { say } from '../../messages/say.js';
import type { AccountType, Landscape, Subnet } from '../../ports/inventory.js';
import type { Choice } from '../../ports/prompter.js';
import { setAnswer, toDraftSpec } from '../draft.js';
import type { Row } from '../row.js';
import type { Scene } from '../scene.js';
import { haVipChoices, mechanism, usesHaVip } from './mechanism.js';

const mode: Row = {
  key: 'mode',
  message: () => say.pairQuestions.mode.question,
  example: 'mode: stable',
  form: (scene) => ({
    initial: scene.suggest('mode') || 'stable',
    choices: [
      {
        value: 'stable',
        cells: ['stable', say.pairQuestions.mode.stable],
        note: say.pairQuestions.mode.stableNote,
      },
      {
        value: 'preferred',
        cells: ['preferred', say.pairQuestions.mode.preferred],
        note: say.pairQuestions.mode.preferredNote,
      },
    ],
  }),
  take: (answer, scene) => {
    scene.set('mode', answer);
    // They belong to the other mode, and the schema refuses them in this one.
    if (answer === 'stable') for (const key of ['preferred', 'failback']) scene.set(key, undefined);
    else if (scene.suggest('failback') !== '') scene.set('failback', Number(scene.suggest('failback')));
  },
};

const preferred: Row = {
  key: 'preferred',
  message: () => say.pairQuestions.mode.which,
  example: 'preferred: ins-aaaaaaa1',
  when: (scene) => scene.get('mode') === 'preferred',
  form: async (scene) => {
    const { instances } = await scene.landscape();
    const ids = [scene.get('nodes[0].instance'), scene.get('nodes[1].instance')];
    return {
      help: say.pairQuestions.mode.whichHelp,
      initial: scene.suggest('preferred'),
      choices: ids.map((id) => {
        const found = instances.find((instance) => instance.id === id);
        return { value: id, cells: [found?.name ?? '', id, found?.privateIps[0] ?? ''] };
      }),
    };
  },
};

/** The secondary addresses that the two nodes' ENIs have already. */
function existingAddresses(scene: Scene, { enis }: Landscape) {
  const nodes = [0, 1].map((index) => ({
    instance: scene.get(`nodes[${index}].instance`),
    eni: scene.get(`nodes[${index}].eni`),
  }));
  const isOurs = (one: Landscape['enis'][number]) =>
    nodes.some(({ instance, eni }) => (eni === '' ? one.primary && one.instance === instance : one.id === eni));
  return enis
    .filter(isOurs)
    .flatMap((eni) => eni.ips.filter(({ primary }) => !primary).map((ip) => ({ ...ip, eni: eni.id })));
}

/** The subnet of the two nodes, by the first one's ENI. */
async function subnetOf(scene: Scene): Promise<Subnet | undefined> {
  const { subnets, enis } = await scene.landscape();
  const [instance, eni] = [scene.get('nodes[0].instance'), scene.get('nodes[0].eni')];
  const own = enis.find((one) => (eni === '' ? one.primary && one.instance === instance : one.id === eni));
  return subnets.find(({ id }) => id === own?.subnetId);
}

/** What auto stands for now: the pair's own address by its name, else the highest free one. */
async function autoChoice(scene: Scene, existing: ReturnType<typeof existingAddresses>): Promise<Choice> {
  const words = say.pairQuestions.vip;
  const cluster = scene.get('cluster');
  const ours = existing.find(({ description }) => cluster !== '' && description === cloudName(cluster));
  if (ours !== undefined) return { value: 'auto', cells: ['auto', words.autoOwn({ address: ours.address })] };
  const subnet = await subnetOf(scene);
  if (subnet === undefined) return { value: 'auto', cells: ['auto', words.auto] };
  const free = findFree(subnet, await scene.usedAddresses(subnet));
  if (free === undefined)
    return { value: 'auto', cells: ['auto', ''], disabled: words.noFree({ subnet: subnet.cidr }) };
  return { value: 'auto', cells: ['auto', words.autoFree({ address: free })] };
}

const vip: Row = {
  key: 'vip',
  message: () => say.pairQuestions.vip.question,
  example: 'vip: auto',
  form: async (scene) => {
    const words = say.pairQuestions.vip;
    const landscape = await scene.landscape();
    const haVips = usesHaVip(scene) ? haVipChoices(scene, landscape) : [];
    const existing = usesHaVip(scene) ? [] : existingAddresses(scene, landscape);
    const ours = existing.find(({ description }) => description.startsWith('ha-setup-'));
    const known = ['auto', ...existing.map(({ address }) => String(address)), ...haVips.map(({ value }) => value)];
    const served = existing.find(({ address }) => address === scene.recalled?.['vip']);
    const before = scene.get('vip');
    return {
      help: words.help,
      initial: before === '' ? ((served ?? ours)?.address ?? 'auto') : known.includes(before) ? before : 'type',
      choices: [
        await autoChoice(scene, existing),
        ...existing.map(({ address, description, eni }) => ({
          value: address,
          cells: [
            address,
            description === '' ? words.existing({ eni }) : words.existingNamed({ eni, name: description }),
          ],
        })),
        ...haVips,
        { value: 'type', cells: [words.another, words.anotherNote] },
      ],
    };
  },
  take: (answer, scene) => {
    scene.notes.set('vip', answer);
    if (answer !== 'type') scene.set('vip', answer);
  },
};

/** What the cloud's record says against an address as the VIP; the same check as before a run. */
async function findVipProblem(scene: Scene, text: string): Promise<string | undefined> {
  const draft = setAnswer(scene.answers, 'vip', text);
  const malformed = text === 'auto' ? say.pairQuestions.vip.expected : findProblem(draft, 'vip');
  if (malformed !== undefined) return malformed;
  const spec = toDraftSpec({ ...draft, eip: 'none' });
  const findings = checkVip(spec, await surveyCloud(await scene.connect(), spec));
  return findings.find(({ level }) => level === 'error')?.message;
}

const typedVip: Row = {
  key: 'vip',
  message: () => say.pairQuestions.vip.typed,
  example: 'vip: 10.0.1.100',
  when: (scene) => scene.note('vip') === 'type',
  form: async (scene) => {
    const words = say.pairQuestions.vip;
    const cidr = (await subnetOf(scene))?.cidr;
    const before = scene.get('vip');
    return {
      help: cidr === undefined ? words.typedHelpUnknown : words.typedHelp({ subnet: cidr }),
      ...(before !== '' && before !== 'auto' && { initial: before }),
      check: (text) => findVipProblem(scene, text),
    };
  },
};

/** What a new EIP costs on an account of that kind. */
const costOf = (type: AccountType | undefined) => say.pairQuestions.eip[type ?? 'unknown'];

const eip: Row = {
  key: 'eip',
  message: () => say.pairQuestions.eip.question,
  example: 'eip: none',
  form: async (scene) => {
    const words = say.pairQuestions.eip;
    const { eips } = await scene.landscape();
    const cost = costOf(await (await scene.connect()).accountType());
    const own = eips.find(({ id }) => id === scene.recalled?.['eip']);
    const vips = [scene.get('vip'), String(scene.recalled?.['vip'])];
    return {
      initial: scene.get('eip') || (own?.id ?? 'none'),
      choices: [
        {
          value: 'none',
          cells: ['none', words.none],
          ...(own && { note: say.wizard.eipStays({ eip: own.id, ip: own.ip }) }),
        },
        {
          value: 'allocate',
          cells: ['allocate', words.allocate({ cost: cost.short })],
          note: cost.note,
        },
        ...eips.map(({ id, ip, name, status, privateIp }) => ({
          value: id,
          cells: [id, name === '' ? ip : words.named({ ip, name })],
          ...(status !== 'UNBIND' &&
            (privateIp === undefined || !vips.includes(privateIp)) && {
              disabled: privateIp === undefined ? words.status({ status }) : words.boundTo({ address: privateIp }),
            }),
        })),
      ],
    };
  },
};

export const addressRows: readonly Row[] = [mode, preferred, mechanism, vip, typedVip, eip];
