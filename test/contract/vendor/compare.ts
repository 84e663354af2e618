import { examples } from './examples.js';
import { nullable, reads, type Shape, shapeOf } from './reads.js';

/** Where replies differ from the vendor's examples of an action, in the fields that are read; nothing where they agree. */
export function compare(action: string, shape: Shape): readonly string[] {
  const theirs = shapeOf(...examples.filter((one) => one.action === action).map(({ reply }) => reply));
  return (reads[action] ?? []).flatMap((path) => {
    const expected = theirs.get(path);
    if (expected === undefined) return [];
    const found = shape.get(path);
    // What the vendor shows in a template is not in every rule.
    if (found === undefined) return /Template/.test(path) ? [] : [`${path} is missing`];
    const strange = [...found].filter((type) => !expected.has(type) && !(type === 'null' && nullable.includes(path)));
    return strange.length === 0 ? [] : [`${path} is ${strange.join(' or ')}, not ${[...expected].join(' or ')}`];
  });
}
