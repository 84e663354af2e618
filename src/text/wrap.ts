import { displayWidth } from './width.js';

const wide = '\\p{Script=Han}，。、；：？！（）「」『』《》〈〉【】％';
const opening = '（「『《〈【(\\[{';
const closing = '，。、；：？！）」』》〉】％·…,.;:?!)\\]}%';
/** Of these, quotation marks and those of Markdown, it cannot be seen whether they open or close. */
const quotation = '"\'`*“”‘’';

/**
 * Where a line may end: behind spaces; before and behind a Chinese character, but not behind what opens or before what
 * closes (GB/T 15834-2011, 5.1). Words of Latin letters stay whole, with all that is joined to them: ids, paths, flags.
 */
const places = new RegExp(
  `(?<= )(?! )|(?<=[，。、；：？！）])(?=\`)|(?<![ ${opening}${quotation}])(?![ ${closing}${quotation}])(?:(?<=[${wide}])|(?=[${wide}]))`,
  'u',
);

/**
 * Prose as lines of at most so many columns, without escape codes. A word that is longer stands on a line of its own, whole,
 * so that it can be copied.
 */
export function wrap(text: string, width: number): readonly string[] {
  return text.split('\n').flatMap((line) => fill(line.trim(), width));
}

function fill(line: string, width: number): readonly string[] {
  const lines: string[] = [];
  let current = '';
  let columns = 0;
  for (const piece of line.split(places)) {
    if (current !== '' && columns + displayWidth(piece.trimEnd()) > width) {
      lines.push(current.trimEnd());
      current = '';
      columns = 0;
    }
    current += piece;
    columns += displayWidth(piece);
  }
  return [...lines, current.trimEnd()];
}
