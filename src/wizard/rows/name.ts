import { findProblem } from '../../cluster/parse.js';
import { say } from '../../messages/say.js';
import { setAnswer } from '../draft.js';
import type { Row } from '../row.js';

/** What the two instances' names have in common, as a cluster's name: "shop-db-1" and "shop-db-2" give "shop-db". */
export function suggestName(one: string, other: string): string {
  const [first, second] = [one.toLowerCase(), other.toLowerCase()];
  let length = 0;
  while (length < first.length && first[length] === second[length]) length += 1;
  const common = first
    .slice(0, length)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 31);
  return common.length < 2 ? 'web' : common;
}

export const clusterRow: Row = {
  key: 'cluster',
  message: () => say.pairQuestions.name.question,
  example: 'cluster: web',
  form: async (scene) => {
    const { instances, enis } = await scene.landscape();
    const [one = '', other = ''] = [0, 1].map(
      (index) => instances.find(({ id }) => id === scene.get(`nodes[${index}].instance`))?.name,
    );
    // The VIP of an earlier run bears the name that the pair has had so far.
    const ips = enis.flatMap((eni) => eni.ips);
    const former = ips.find(({ address }) => address === scene.get('vip'))?.description.match(/^ha-setup-(.*)$/)?.[1];
    return {
      help: say.pairQuestions.name.help,
      initial: scene.suggest('cluster') || (former ?? suggestName(one, other)),
      check: (text) => findProblem(setAnswer(scene.answers, 'cluster', text), 'cluster'),
    };
  },
};
