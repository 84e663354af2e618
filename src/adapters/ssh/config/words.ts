/** A line of a configuration file, taken apart. */
export interface Line {
  /** In lower case. */
  readonly keyword: string;
  /** What follows it as it stands, for settings that are a command. */
  readonly rest: string;
  /** What follows it as words, without a comment; undefined where a quote is not closed. */
  readonly words: readonly string[] | undefined;
}

/** Takes one line apart; undefined for an empty line, a comment, and what OpenSSH passes over as well. */
export function parseLine(text: string): Line | undefined {
  const line = text.replace(/[ \t\r\n\f]+$/, '').replace(/^(?:[ \t\r\n]+=?|=)[ \t\r\n]*/, '');
  if (line === '' || line.startsWith('#')) return undefined;
  const at = line.search(/[ \t\r\n"=]/);
  if (at < 0) return { keyword: line.toLowerCase(), rest: '', words: [] };
  if (line[at] === '"') {
    const end = line.indexOf('"', at + 1);
    if (end < 0) return undefined;
    return toLine(line.slice(0, at) + line.slice(at + 1, end), line.slice(end + 1));
  }
  // One equals sign may stand between the keyword and its value, with or without white space.
  return toLine(line.slice(0, at), line.slice(at).replace(/^[ \t\r\n]*=?/, ''));
}

function toLine(keyword: string, after: string): Line | undefined {
  if (keyword === '' || keyword.startsWith('#')) return undefined;
  const rest = after.replace(/^[ \t\r\n]+/, '');
  return { keyword: keyword.toLowerCase(), rest, words: splitWords(rest) };
}

/**
 * Splits at blanks outside quotes. Both kinds of quotes may begin anywhere in a word; a backslash takes the special meaning
 * from a quote, a backslash and, outside quotes, a space; a `#` begins a comment only where a word would begin.
 */
export function splitWords(text: string): readonly string[] | undefined {
  const words: string[] = [];
  for (let at = 0; at < text.length; ) {
    if (text[at] === ' ' || text[at] === '\t') {
      at += 1;
      continue;
    }
    if (text[at] === '#') break;
    let quote = '';
    let word = '';
    for (; at < text.length; at += 1) {
      const letter = text.charAt(at);
      const next = text.charAt(at + 1);
      if (letter === '\\' && next !== '' && (`'"\\`.includes(next) || (quote === '' && next === ' '))) {
        word += next;
        at += 1;
      } else if (quote === '' && (letter === ' ' || letter === '\t')) break;
      else if (quote === '' && (letter === '"' || letter === "'")) quote = letter;
      else if (letter === quote) quote = '';
      else word += letter;
    }
    if (quote !== '') return undefined;
    words.push(word);
  }
  return words;
}
