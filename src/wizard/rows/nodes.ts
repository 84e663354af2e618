import { hasRoom } from '../../mechanism/room.js';
import { say } from '../../messages/say.js';
import type { Eni, Instance, Landscape } from '../../ports/inventory.js';
import type { Choice } from '../../ports/prompter.js';
import type { Retry, Row } from '../row.js';
import type { Scene } from '../scene.js';

function isFull(eni: Eni): boolean {
  return !hasRoom(eni, undefined);
}

/** Said of an ENI that is full. */
function describeFull({ ipQuota }: Eni): string {
  const { allInUse, quotaInUse } = say.questions.nodes;
  return ipQuota === undefined ? quotaInUse : allInUse({ count: ipQuota });
}

/** The VIP of an earlier run takes up a place that it will not need twice. */
function hasOwnVip({ ips }: Eni): boolean {
  return ips.some(({ primary, description }) => !primary && description.startsWith('ha-setup-'));
}

function enisOf({ enis }: Landscape, instance: string, subnet?: string): readonly Eni[] {
  return enis.filter((eni) => eni.instance === instance && (subnet === undefined || eni.subnetId === subnet));
}

/** Why an instance cannot be a node; undefined where it can. */
function obstacle(instance: Instance, landscape: Landscape, first: { id: string; subnet: string } | undefined) {
  const words = say.questions.nodes;
  if (instance.id === first?.id) return words.isFirst;
  if (instance.state !== 'RUNNING') return words.state({ state: instance.state });
  const all = enisOf(landscape, instance.id);
  if (all.length === 0) return words.noVpc;
  const usable = enisOf(landscape, instance.id, first?.subnet);
  if (usable.length === 0) return words.otherSubnet;
  if (usable.every((eni) => isFull(eni) && !hasOwnVip(eni))) return words.noRoom;
  if (first !== undefined || usable.some((eni) => hasNeighbour(eni, instance, landscape))) return undefined;
  return words.alone;
}

function hasNeighbour({ subnetId }: Eni, instance: Instance, { enis }: Landscape): boolean {
  return enis.some((eni) => eni.subnetId === subnetId && eni.instance !== undefined && eni.instance !== instance.id);
}

/** Instances whose quotas are asked for while a list waits: the API answers 20 such calls a second, for all of the account. */
const askedAtOnce = 15;

/** Learns which of the candidates have room: only an ENI with more than its primary address can be full. */
async function learnRoom(scene: Scene, subnet?: string): Promise<Landscape> {
  const { instances, enis } = await scene.landscape();
  const running = new Set(instances.filter(({ state }) => state === 'RUNNING').map(({ id }) => id));
  const crowded = enis.filter(
    ({ instance, ips, subnetId }) =>
      instance !== undefined &&
      running.has(instance) &&
      ips.length > 1 &&
      (subnet === undefined || subnetId === subnet),
  );
  if (new Set(crowded.map(({ instance }) => instance)).size <= askedAtOnce) await scene.learnQuotas(crowded);
  return scene.landscape();
}

/** Asks again where the chosen instance turns out to have no ENI with room. */
async function settleRoom(scene: Scene, key: string, subnet?: string): Promise<Retry | undefined> {
  const instance = scene.get(key);
  await scene.learnQuotas(enisOf(await scene.landscape(), instance, subnet));
  const usable = enisOf(await scene.landscape(), instance, subnet);
  if (usable.length === 0 || !usable.every((eni) => isFull(eni) && !hasOwnVip(eni))) return undefined;
  const { cannotBe, noRoom } = say.questions.nodes;
  scene.world.reporter.say(cannotBe({ instance, why: noRoom }), 'warning');
  return { from: key };
}

function instanceChoices(landscape: Landscape, first?: { id: string; subnet: string }): readonly Choice[] {
  const choices = landscape.instances.map((instance) => {
    const disabled = obstacle(instance, landscape, first);
    const { id, name, zone, privateIps } = instance;
    // The reason takes the zone's place, so that a terminal of 60 columns shows it whole; who can be chosen is running.
    const last = disabled === undefined ? zone : '';
    return {
      value: id,
      cells: [name || say.questions.noName, id, privateIps[0] ?? '', last],
      ...(disabled !== undefined && { disabled }),
    };
  });
  // What can be chosen comes first; a person who misses one finds it below, with the reason.
  return [...choices.filter((one) => !('disabled' in one)), ...choices.filter((one) => 'disabled' in one)];
}

/** The subnet in which the first node stands, by its chosen ENI. */
async function subnetOfFirst(scene: Scene): Promise<string> {
  const landscape = await scene.landscape();
  const own = enisOf(landscape, scene.get('nodes[0].instance'));
  const chosen = scene.get('nodes[0].eni');
  return own.find((eni) => (chosen === '' ? eni.primary : eni.id === chosen))?.subnetId ?? '';
}

const firstInstance: Row = {
  key: 'nodes[0].instance',
  message: () => say.questions.nodes.first,
  example: 'nodes: [{ instance: ins-aaaaaaa1 }, { instance: ins-aaaaaaa2 }]',
  form: async (scene) => ({
    initial: scene.get('nodes[0].instance'),
    choices: instanceChoices(await learnRoom(scene)),
  }),
  take: (answer, scene) => {
    if (answer !== scene.get('nodes[0].instance')) scene.set('nodes[0].eni', undefined);
    scene.set('nodes[0].instance', answer);
  },
  settle: (scene) => settleRoom(scene, 'nodes[0].instance'),
};

const secondInstance: Row = {
  key: 'nodes[1].instance',
  message: () => say.questions.nodes.second,
  example: 'nodes: [{ instance: ins-aaaaaaa1 }, { instance: ins-aaaaaaa2 }]',
  form: async (scene) => {
    const first = { id: scene.get('nodes[0].instance'), subnet: await subnetOfFirst(scene) };
    const landscape = await learnRoom(scene, first.subnet);
    const cidr = landscape.subnets.find(({ id }) => id === first.subnet)?.cidr ?? '';
    return {
      help: say.questions.nodes.secondHelp({ subnet: `${first.subnet} ${cidr}`.trim() }),
      initial: scene.get('nodes[1].instance'),
      choices: instanceChoices(landscape, first),
    };
  },
  take: async (answer, scene) => {
    scene.set('nodes[1].instance', answer);
    const subnet = await subnetOfFirst(scene);
    await scene.learnQuotas(enisOf(await scene.landscape(), answer, subnet));
    // An ENI is named only where the primary one will not do.
    const usable = enisOf(await scene.landscape(), answer, subnet).filter((eni) => !isFull(eni));
    scene.set('nodes[1].eni', usable.some((eni) => eni.primary) ? undefined : usable[0]?.id);
  },
  settle: async (scene) => settleRoom(scene, 'nodes[1].instance', await subnetOfFirst(scene)),
};

function eniRow(index: 0 | 1): Row {
  const key = `nodes[${index}].eni`;
  const candidates = async (scene: Scene) => {
    const subnet = index === 0 ? undefined : await subnetOfFirst(scene);
    return enisOf(await scene.landscape(), scene.get(`nodes[${index}].instance`), subnet);
  };
  return {
    key,
    message: () => (index === 0 ? say.questions.nodes.firstEni : say.questions.nodes.secondEni),
    example: `nodes[].eni: eni-aaaaaaa${index + 1}`,
    // The instance's own row names the ENI where there is no choice.
    isShared: true,
    when: async (scene) => (await candidates(scene)).length > 1,
    form: async (scene) => {
      const enis = await candidates(scene);
      return {
        help: say.questions.nodes.eniHelp,
        initial: scene.get(key) || (enis.find((eni) => eni.primary)?.id ?? ''),
        choices: enis.map((eni) => ({
          value: eni.id,
          cells: [
            eni.name || say.questions.noName,
            eni.id,
            eni.ips.find(({ primary }) => primary)?.address ?? '',
            eni.subnetId,
            eni.primary ? say.questions.nodes.primary : say.questions.nodes.secondary,
          ],
          ...(isFull(eni) && !hasOwnVip(eni) && { disabled: describeFull(eni) }),
        })),
      };
    },
  };
}

export const nodeRows: readonly Row[] = [firstInstance, eniRow(0), secondInstance, eniRow(1)];
