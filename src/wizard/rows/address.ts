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
  message: 'Who is active when both are well?',
  example: 'mode: stable',
  form: (scene) => ({
    initial: scene.suggest('mode') || 'stable',
    choices: [
      {
        value: 'stable',
        cells: ['stable', 'whoever is active stays active (recommended)'],
        note: "Fewer switches: a node that comes back stays standby. Tencent Cloud's guide recommends it.",
      },
      {
        value: 'preferred',
        cells: ['preferred', 'one node takes the VIP back once it is well'],
        note: 'For a node that is larger or nearer than the other. Each failure then costs two switches.',
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
  message: 'Which one is preferred?',
  example: 'preferred: ins-aaaaaaa1',
  when: (scene) => scene.get('mode') === 'preferred',
  form: async (scene) => {
    const { instances } = await scene.landscape();
    const ids = [scene.get('nodes[0].instance'), scene.get('nodes[1].instance')];
    return {
      help: 'It takes the VIP back after it has been well for 30 seconds (failback in the answers file changes that).',
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
  const cluster = scene.get('cluster');
  const ours = existing.find(({ description }) => cluster !== '' && description === cloudName(cluster));
  if (ours !== undefined) return { value: 'auto', cells: ['auto', `${ours.address}, which the pair has already`] };
  const subnet = await subnetOf(scene);
  if (subnet === undefined) return { value: 'auto', cells: ['auto', "the subnet's highest free address"] };
  const free = findFree(subnet, await scene.usedAddresses(subnet));
  if (free === undefined) return { value: 'auto', cells: ['auto', ''], disabled: `${subnet.cidr} has no free address` };
  return { value: 'auto', cells: ['auto', `${free}, the subnet's highest free address`] };
}

const vip: Row = {
  key: 'vip',
  message: 'Which address is the VIP?',
  example: 'vip: auto',
  form: async (scene) => {
    const landscape = await scene.landscape();
    const haVips = usesHaVip(scene) ? haVipChoices(scene, landscape) : [];
    const existing = usesHaVip(scene) ? [] : existingAddresses(scene, landscape);
    const ours = existing.find(({ description }) => description.startsWith('ha-setup-'));
    const known = ['auto', ...existing.map(({ address }) => String(address)), ...haVips.map(({ value }) => value)];
    const served = existing.find(({ address }) => address === scene.recalled?.['vip']);
    const before = scene.get('vip');
    return {
      help: 'The address that your clients use. It moves between the two nodes.',
      initial: before === '' ? ((served ?? ours)?.address ?? 'auto') : known.includes(before) ? before : 'type',
      choices: [
        await autoChoice(scene, existing),
        ...existing.map(({ address, description, eni }) => ({
          value: address,
          cells: [address, `on ${eni} already${description === '' ? '' : `, named ${description}`}`],
        })),
        ...haVips,
        { value: 'type', cells: ['another', 'type a free address of the subnet'] },
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
  const malformed = text === 'auto' ? 'an IPv4 address, such as 10.0.1.100' : findProblem(draft, 'vip');
  if (malformed !== undefined) return malformed;
  const spec = toDraftSpec({ ...draft, eip: 'none' });
  const findings = checkVip(spec, await surveyCloud(await scene.connect(), spec));
  return findings.find(({ level }) => level === 'error')?.message;
}

const typedVip: Row = {
  key: 'vip',
  message: 'The VIP',
  example: 'vip: 10.0.1.100',
  when: (scene) => scene.note('vip') === 'type',
  form: async (scene) => {
    const cidr = (await subnetOf(scene))?.cidr ?? 'the subnet';
    const before = scene.get('vip');
    return {
      help: `A free address of ${cidr}.`,
      ...(before !== '' && before !== 'auto' && { initial: before }),
      check: (text) => findVipProblem(scene, text),
    };
  },
};

const costs: Readonly<Record<AccountType | 'unknown', { readonly short: string; readonly note: string }>> = {
  STANDARD: {
    short: '1 Mbit/s out, billed by traffic (costs money)',
    note: 'TRAFFIC_POSTPAID_BY_HOUR with 1 Mbit/s, the default of the API; the console can raise it. An idle EIP is billed too.',
  },
  LEGACY: {
    short: 'bandwidth and bill are those of the instance (costs money while idle)',
    note: 'This account is of the old kind (LEGACY): a bound EIP has the bandwidth of its instance and is billed with it; an idle one is billed by the hour. Only an instance that pays by traffic, or has a bandwidth package, takes one.',
  },
  unknown: {
    short: 'billed by traffic, or with the instance on accounts of the old kind (costs money)',
    note: 'What it costs depends on the kind of the account, which these credentials may not ask for (DescribeNetworkAccountType). STANDARD: 1 Mbit/s, by traffic. LEGACY: the bandwidth and the bill are those of the instance. An idle EIP is billed too.',
  },
};

const costOf = (type: AccountType | undefined) => costs[type ?? 'unknown'];

const eip: Row = {
  key: 'eip',
  message: 'A public address for the VIP?',
  example: 'eip: none',
  form: async (scene) => {
    const { eips } = await scene.landscape();
    const cost = costOf(await (await scene.connect()).accountType());
    const own = eips.find(({ id }) => id === scene.recalled?.['eip']);
    const vips = [scene.get('vip'), String(scene.recalled?.['vip'])];
    return {
      initial: scene.get('eip') || (own?.id ?? 'none'),
      choices: [
        {
          value: 'none',
          cells: ['none', 'reachable from inside the VPC alone'],
          ...(own && { note: say.wizard.eipStays({ eip: own.id, ip: own.ip }) }),
        },
        {
          value: 'allocate',
          cells: ['allocate', `a new EIP: ${cost.short}`],
          note: cost.note,
        },
        ...eips.map(({ id, ip, name, status, privateIp }) => ({
          value: id,
          cells: [id, `${ip}${name === '' ? '' : `, named ${name}`}`],
          ...(status !== 'UNBIND' &&
            (privateIp === undefined || !vips.includes(privateIp)) && {
              disabled: privateIp === undefined ? status.toLowerCase() : `bound to ${privateIp}`,
            }),
        })),
      ],
    };
  },
};

export const addressRows: readonly Row[] = [mode, preferred, mechanism, vip, typedVip, eip];
