import type { FilledTopic } from './fill.js';

export interface ManPage {
  readonly version: string;
  /** What the program is, in a line. */
  readonly about: string;
  readonly topics: readonly FilledTopic[];
}

/** The manual as one man page (macros of man(7)), a section for each topic. */
export function renderManPage({ version, about, topics }: ManPage): string {
  const head = [
    `.TH HA-SETUP 1 "" "ha-setup ${version}" "ha-setup"`,
    '.SH NAME',
    `ha-setup \\- ${escapeText(about)}`,
    '.SH SYNOPSIS',
    '.B ha-setup',
    '[\\fICOMMAND\\fR] [\\fIOPTION\\fR ...]',
    '.SH DESCRIPTION',
    'What follows is the manual, topic by topic.',
    '.B ha-setup help \\fITOPIC\\fR',
    'prints one of them.',
  ];
  const sections = topics.flatMap(({ name, text }) => [`.SH ${name.toUpperCase()}`, ...renderTopic(text)]);
  return `${[...head, ...sections].join('\n')}\n`;
}

/** A block of Markdown: lines up to an empty one, or the lines of an example. */
type Block = { readonly kind: 'text' | 'example'; readonly lines: readonly string[] };

function renderTopic(text: string): readonly string[] {
  // The topic's name is the section's; what it is about is its first paragraph.
  const body = text.replace(/^# \S+: (.*)\n/, (_, about: string) => `${about[0]?.toUpperCase()}${about.slice(1)}.\n\n`);
  return toBlocks(body).flatMap(renderBlock);
}

function toBlocks(text: string): readonly Block[] {
  const blocks: { kind: Block['kind']; lines: string[] }[] = [];
  let isFenced = false;
  let isOpen = false;
  for (const line of text.split('\n')) {
    const isFence = line.startsWith('```');
    const kind = isFence || isFenced || /^ {4}/.test(line) ? 'example' : 'text';
    if (isFence) isFenced = !isFenced;
    const last = blocks.at(-1);
    // An empty line ends a paragraph; within an example it belongs to it.
    if (line === '' && !isFenced) isOpen = false;
    else if (last !== undefined && last.kind === kind && (isOpen || kind === 'example')) {
      if (!isOpen && !isFenced && !isFence) last.lines.push('');
      if (!isFence) last.lines.push(line);
      isOpen = true;
    } else {
      blocks.push({ kind, lines: isFence ? [] : [line] });
      isOpen = true;
    }
  }
  return blocks;
}

function renderBlock({ kind, lines }: Block): readonly string[] {
  if (kind === 'example') {
    const indent = Math.min(...lines.filter((line) => line !== '').map((line) => line.search(/\S/)));
    return ['.PP', '.nf', ...lines.map((line) => escapeLine(escapeText(line.slice(indent)))), '.fi'];
  }
  const [first = ''] = lines;
  const heading = /^#+ (.*)/.exec(first)?.[1];
  if (heading !== undefined) return [`.SS ${inline(heading)}`, ...(lines.length > 1 ? renderText(lines.slice(1)) : [])];
  return renderText(lines);
}

/** A paragraph, or the items of a list. */
function renderText(lines: readonly string[]): readonly string[] {
  const items: { tag: string | undefined; lines: string[] }[] = [];
  for (const line of lines) {
    const [, mark, rest] = /^(-|\d+\.) (.*)/.exec(line) ?? [];
    if (rest !== undefined) items.push({ tag: mark === '-' ? '\\(bu' : mark, lines: [rest] });
    else if (items.length > 0) items.at(-1)?.lines.push(line.trim());
    else items.push({ tag: undefined, lines: [line] });
  }
  return items.flatMap(({ tag, lines: own }) => [
    tag === undefined ? '.PP' : `.IP ${tag} 4`,
    ...inline(own.join('\n')).split('\n').map(escapeLine),
  ]);
}

/** Code, strong and stressed words; each may go on in the next line. */
function inline(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) => {
      if (/^`[^`]*`$/.test(part)) return `\\fB${escapeText(part.slice(1, -1)).replace(/\n/g, ' ')}\\fR`;
      return escapeText(part)
        .replace(/\*\*([^*]+)\*\*/g, '\\fB$1\\fR')
        .replace(/(?<=^|[\s(])\*([^*\s][^*]*)\*(?=[\s.,:;)]|$)/g, '\\fI$1\\fR');
    })
    .join('');
}

/** A backslash and a hyphen stand for themselves: what is copied from the page is what the manual has. */
function escapeText(text: string): string {
  return text.replaceAll('\\', '\\e').replaceAll('-', '\\-').replaceAll("'", '\\(aq').replaceAll('`', '\\(ga');
}

/** A line that begins with a dot is no request. */
function escapeLine(line: string): string {
  return line.startsWith('.') ? `\\&${line}` : line;
}
