import { listed } from '../../messages/lists.js';
import { say } from '../../messages/say.js';
import type { HaVip, Landscape } from '../../ports/inventory.js';
import type { Choice } from '../../ports/prompter.js';
import type { Row } from '../row.js';
import type { Scene } from '../scene.js';

export const usesHaVip = (scene: Scene) => scene.get('mechanism') === 'havip';

export const mechanism: Row = {
  key: 'mechanism',
  message: () => say.havip.question,
  example: 'mechanism: migrate',
  form: (scene) => ({
    initial: scene.get('mechanism') || 'migrate',
    choices: [
      {
        value: 'migrate',
        cells: ['migrate', say.havip.migrate],
        note: say.havip.migrateNote,
      },
      {
        value: 'havip',
        cells: ['havip', say.havip.havip],
        note: say.havip.havipNote,
      },
    ],
  }),
  take: (answer, scene) => {
    scene.set('mechanism', answer);
    if (answer === 'havip') return;
    // They belong to the other mechanism, and the schema refuses them in this one.
    if (scene.get('vip').startsWith('havip-')) scene.set('vip', undefined);
    if (scene.get('hostCredentials.type') === 'none') scene.set('hostCredentials', undefined);
  },
};

/** The HAVIPs of the first node's subnet, with what speaks for and against each. */
export function haVipChoices(scene: Scene, { haVips, enis }: Landscape): readonly Choice[] {
  const pair = [0, 1].map((index) => scene.get(`nodes[${index}].instance`));
  const subnet = enis.find((eni) => eni.primary && eni.instance === pair[0])?.subnetId;
  return haVips.filter((one) => one.subnetId === subnet).map((one) => toChoice(one, pair));
}

function toChoice(haVip: HaVip, pair: readonly string[]): Choice {
  const { id, address, name, instance, associations, eipAddress, checkAssociate } = haVip;
  const words = say.havip;
  const range = associations.map((one) => one.instance);
  const obstacle = findObstacle(haVip, pair);
  return {
    value: id,
    cells: [
      id,
      words.address({ address, name }),
      instance === undefined ? words.withNobody : words.with({ instance }),
      range.length === 0 ? words.forNobody : words.for({ range: listed(range) }),
      eipAddress === undefined ? words.noEip : words.eip({ ip: eipAddress }),
      checkAssociate ? words.isChecked : words.isOpen,
    ],
    ...(obstacle !== undefined && { disabled: obstacle }),
  };
}

/** Why preflight would refuse it. */
function findObstacle(haVip: HaVip, pair: readonly string[]): string | undefined {
  const { instance, associations, checkAssociate } = haVip;
  if (!checkAssociate) return say.havip.openToAll;
  if (associations.some(({ type }) => type === 'ENI')) return say.havip.ofEnis;
  const other = associations.find((one) => !pair.includes(one.instance))?.instance;
  if (other !== undefined && !haVip.name.startsWith('ha-setup-')) return say.havip.alsoFor({ instance: other });
  return instance !== undefined && !pair.includes(instance) ? say.havip.with({ instance }) : undefined;
}
