/** What stands in place of a secret; Secret prints the same. */
export const redacted = '[REDACTED]';

/** Parts of the names that secrets go by: SECRET_KEY, TmpSecretKey, auth_pass, X-TC-Token, db.password … */
const names = `secret[ _-]?(?:id|key)|secret|token|passw(?:or)?d|passphrase|pwd|auth_pass|pass(?![a-z])|(?:api|access|private)[_-]?key|cookie`;

/** A name and what stands between it and its value; each repetition has a bound, for the text is anybody's. */
const named = new RegExp(
  String.raw`(?:${names})[\w-]{0,40}(?:\\{0,4}["'\]]){0,3}(?:[ \t]{0,40}(?<sign>=>|->|:=|[!=]==?|[:=])|\s{0,40}(?<call>\()|(?<=["'])\s{0,40}(?<comma>,)|(?<=<[\w:-]{0,80})(?<tag>>))`,
  'gi',
);
const flagged = new RegExp(
  String.raw`(--?[\w-]{0,40}(?:${names})[\w-]{0,40}[ \t]+)("[^"\n]*"|'[^'\n]*'|[^\s-]\S*)`,
  'gi',
);
const variable = new RegExp(
  String.raw`(\b(?:setenv|set)[ \t]+\w{0,40}(?:${names})\w{0,40}[ \t]+)("[^"\n]*"|'[^'\n]*'|\S+)`,
  'gi',
);

/** Literals in the ways of Python, shell, JSON and JSON within a string: a run of backslashes other than the opening quote's escapes. */
const longLiteral = /[bruf]{0,2}("{3}|'{3})(?:\\[\s\S]|(?!\1)[\s\S]){0,65536}?\1/iy;
const shortLiteral = /[bruf]{0,2}(\\{0,4}["'`])(?:(?!\1)(?:\\+[^\\\n]|[^\\\n])){0,4096}?\1/iy;
const calling = /(?:credentials?|basicauth|auth\s{0,9}=)\s{0,9}\(/gi;

/** Secrets that are known by their own looks. */
const shapes: readonly (readonly [RegExp, string])[] = [
  [
    /(-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----)[\s\S]*?(-----END [A-Z ]{0,40}PRIVATE KEY-----|$(?![\s\S]))/g,
    `$1${redacted}$2`,
  ],
  [/(authorization\\{0,4}["']?\s{0,9}[:=]\s{0,9}\\{0,4}["']?)[^"'\n\\]+/gi, `$1${redacted}`],
  [/\b(bearer\s{1,9})[\w.~+/=-]{6,}/gi, `$1${redacted}`],
  [/(auth_pass[ \t]+)("[^"\n]*"|[^\s=:]\S*)/g, `$1${redacted}`],
  [/(\blogin[ \t]+\S+\s+password[ \t]+)\S+/g, `$1${redacted}`],
  [
    /\bAKID[A-Za-z0-9]{8,}|\beyJ[\w-]{8,2000}\.[\w-]{8,2000}\.[\w-]*|\bgh[a-z]_\w{20,}|\bxox[a-z]-[\w-]{10,}/g,
    redacted,
  ],
];

/**
 * The text without its secrets: API keys, tokens and passwords by their names or looks in any quoting, and what a URL tells
 * beyond its host. For the content of files, for replies and requests; sentences of this program need no mask.
 */
export function mask(text: string): string {
  let masked = maskUrls(text);
  for (const [shape, shown] of shapes) masked = masked.replace(shape, shown);
  masked = maskCalls(masked);
  masked = maskNamed(masked);
  return masked.replace(flagged, `$1${redacted}`).replace(variable, `$1${redacted}`);
}

const url = /\b([a-z][a-z\d+.-]{0,19}:(?:\\?\/){2})((?:\\\/|[^\s'"`<>\\])+)/gi;
/** Whoever knows the address of a webhook may post there, so its path is a secret as well. */
const hook = /hook[\w-]{0,20}(?:\\{0,4}["'\]]){0,3}\s{0,9}[:=(>,]{0,2}\s{0,9}\\{0,4}["'(]{0,2}$/i;
const hookHost = /hook|robot|\/bot/i;

/** URLs keep their host and a plain path; user, password and query go, and each part of the path that looks like a token. */
function maskUrls(text: string): string {
  return text.replace(url, (whole: string, scheme: string, rest: string, offset: number) => {
    const [, user, host = '', path = '', query] = /^([^/?#\\]*@)?([^/?#\\]*)([^?#]*)([\s\S]*)$/.exec(rest) ?? [];
    const isHook = hookHost.test(whole) || hook.test(text.slice(Math.max(0, offset - 80), offset));
    const shownPath = isHook && path.length > 1 ? `/${redacted}` : path.replace(/[^/\\]+/g, maskSegment);
    return `${scheme}${user ? `${redacted}@` : ''}${host}${shownPath}${query ? `?${redacted}` : ''}`;
  });
}

function maskSegment(segment: string): string {
  return segment.length >= 20 && /\d/.test(segment) && /[a-z]/i.test(segment) ? redacted : segment;
}

/** Credential("…", "…"): whatever literal such a call is given. */
function maskCalls(text: string): string {
  return rewrite(text, calling, (begin) => maskLiterals(text, begin, closeOf(text, begin)));
}

/** name = value, in any spelling. */
function maskNamed(text: string): string {
  return rewrite(text, named, (begin, { call, comma, tag, sign }) => {
    if (tag !== undefined) return maskRun(text, begin, /[^<\n]+/y);
    if (call !== undefined) return maskLiterals(text, begin, closeOf(text, begin));
    const value = maskLiteral(text, begin);
    if (value !== undefined || comma !== undefined) return value;
    return maskBare(text, begin, sign === '=');
  });
}

interface Masked {
  readonly shown: string;
  /** Where the text goes on. */
  readonly end: number;
}

/** The text with what follows each match of the pattern rewritten; a match that rewrites nothing stays. */
function rewrite(
  text: string,
  pattern: RegExp,
  masked: (begin: number, groups: Readonly<Record<string, string | undefined>>) => Masked | undefined,
): string {
  let result = '';
  let done = 0;
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const begin = match.index + match[0].length;
    const value = masked(begin, match.groups ?? {});
    if (value === undefined) continue;
    result += text.slice(done, begin) + value.shown;
    done = value.end;
    pattern.lastIndex = Math.max(value.end, begin);
  }
  return result + text.slice(done);
}

/** One literal, or several that are joined; on the lines below too, where that is where the value must be. */
function maskLiteral(text: string, begin: number): Masked | undefined {
  const lead = /\s{0,200}(?:\\\n\s{0,200})?(\(?)\s{0,200}/y;
  lead.lastIndex = begin;
  const isOpen = lead.exec(text)?.[1] === '(';
  let end = lead.lastIndex;
  let shown = text.slice(begin, end);
  const joint = isOpen ? /\s{0,200}[+.]?\s{0,200}/y : /[ \t]{0,200}[+.]?[ \t]{0,200}/y;
  for (let found = literalAt(text, end); found !== undefined; found = literalAt(text, joint.lastIndex)) {
    shown += found.shown;
    end = found.end;
    joint.lastIndex = end;
    joint.test(text);
    if (literalAt(text, joint.lastIndex) !== undefined) shown += text.slice(end, joint.lastIndex);
  }
  return shown.includes(redacted) ? { shown, end } : undefined;
}

function literalAt(text: string, begin: number): Masked | undefined {
  for (const pattern of [longLiteral, shortLiteral]) {
    pattern.lastIndex = begin;
    const [whole, quote = ''] = pattern.exec(text) ?? [];
    if (whole === undefined) continue;
    const opening = whole.slice(0, whole.indexOf(quote) + quote.length);
    return { shown: `${opening}${redacted}${quote}`, end: begin + whole.length };
  }
  return undefined;
}

/** A value without quotes: a block of YAML, an expression, a word of a shell, or the rest of the line. */
function maskBare(text: string, begin: number, isAssignment: boolean): Masked | undefined {
  const block = maskRun(text, begin, /[ \t]*[|>][+-]?\d?[ \t]*\n([ \t]+).*(?:\n\1.*)*/y);
  if (block !== undefined) return { shown: ` ${redacted}`, end: block.end };
  const line = text.slice(begin, (text.indexOf('\n', begin) + 1 || text.length + 1) - 1);
  if (/^\s*(?:(?:null|none|true|false|undefined|nil)\b|$)/i.test(line)) return undefined;
  if (/^\s*[a-z_][\w.]*[([]/i.test(line)) return maskLiterals(text, begin, begin + line.length);
  return maskRun(text, begin, isAssignment && /^[^\s"'`]/.test(line) ? /(?:\\\n\s*)?\S+/y : /.+/y);
}

function maskRun(text: string, begin: number, run: RegExp): Masked | undefined {
  run.lastIndex = begin;
  const found = run.exec(text)?.[0];
  if (found === undefined) return undefined;
  return { shown: `${/^\s*/.exec(found)?.[0] ?? ''}${redacted}`, end: begin + found.length };
}

/** Every literal from begin to end. */
function maskLiterals(text: string, begin: number, end: number): Masked {
  let shown = '';
  let at = begin;
  while (at < end) {
    const found = /["'`\\bruf]/i.test(text.charAt(at)) ? literalAt(text, at) : undefined;
    shown += found?.shown ?? text.charAt(at);
    at = found?.end ?? at + 1;
  }
  return { shown, end: at };
}

/** Where the parenthesis ends that was opened before begin; a few kilobytes on at the most. */
function closeOf(text: string, begin: number): number {
  const limit = Math.min(text.length, begin + 4096);
  let depth = 1;
  for (let at = begin; at < limit; at += 1) {
    const found = /["'`\\]/.test(text.charAt(at)) ? literalAt(text, at) : undefined;
    if (found !== undefined) at = found.end - 1;
    else if (text[at] === '(') depth += 1;
    else if (text[at] === ')' && --depth === 0) return at;
  }
  return limit;
}
