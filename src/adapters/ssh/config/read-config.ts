import { isAbsolute, join } from 'node:path';
import { HostError } from '../../../errors.js';
import { say } from '../../../messages/say.js';
import { homeOf } from './expand.js';
import { findFiles, type Owner, quoteGlob, readConfigText } from './files.js';
import { canonicalKeyword, grammarOf } from './keywords.js';
import { evaluateMatch } from './match.js';
import { matchesPattern, matchesPatterns } from './patterns.js';
import { type Line, parseLine } from './words.js';

/** The settings of one host, by keyword in lower case; a command's words are one. */
export type ConfigValues = Map<string, readonly string[]>;

export interface ConfigPlace extends Owner {
  readonly home: string;
  /** Of OpenSSH's system-wide files: /etc/ssh. */
  readonly systemFolder: string;
  readonly localUser: string;
}

export interface ConfigPass {
  /** What Host lines are compared with. */
  readonly host: string;
  /** As it was typed. */
  readonly alias: string;
  readonly isFinal: boolean;
  /** Filled in, and never changed where there is a value already: the first one counts. */
  readonly values: ConfigValues;
  /** Called with a line that could not be heeded. */
  readonly onLeftOut: (what: string) => void;
}

/** Keywords that take several lines. */
const adding = new Set(['identityfile', 'certificatefile']);
/** OpenSSH's own limit of nested Includes. */
const maxDepth = 16;
/** Settings that are the rest of the line, comment and quotes included. */
const commands = new Set(['proxycommand', 'knownhostscommand', 'localcommand', 'remotecommand']);

/** Throws HostError('config') that names the line. */
type Refuse = (why: string) => never;

interface FileContext {
  readonly file: string;
  readonly isUsers: boolean;
  readonly isChecked: boolean;
  /** False inside an Include of a block that does not apply: the file is checked, and nothing of it counts. */
  readonly mayApply: boolean;
  readonly depth: number;
}

/** Reads ~/.ssh/config and then the system's file once, as OpenSSH does, and fills in the values of one host. */
export class ConfigReader {
  readonly #place: ConfigPlace;
  readonly #pass: ConfigPass;
  wantsFinalPass = false;
  #applies = true;

  constructor(place: ConfigPlace, pass: ConfigPass) {
    this.#place = place;
    this.#pass = pass;
  }

  /** Throws HostError('config') with file and line on what OpenSSH refuses, and on a file that cannot be read. */
  read(): void {
    const { home, systemFolder } = this.#place;
    const shared = { mayApply: true, depth: 0 };
    this.#applies = true;
    this.#file({ file: join(home, '.ssh/config'), isUsers: true, isChecked: true, ...shared });
    this.#applies = true;
    this.#file({ file: join(systemFolder, 'ssh_config'), isUsers: false, isChecked: false, ...shared });
  }

  #file(context: FileContext): void {
    const { file, depth } = context;
    if (depth > maxDepth) {
      throw new HostError('config', say.sshConfig.tooDeep({ file }), {
        hint: say.sshConfig.tooDeepHint,
      });
    }
    const text = readConfigText(file, context.isChecked ? this.#place : undefined);
    text.split('\n').forEach((one, index) => {
      const line = parseLine(one);
      if (line !== undefined) this.#line(line, context, index + 1);
    });
  }

  #line(line: Line, context: FileContext, number: number): void {
    const { keyword, rest, words } = line;
    const refuse: Refuse = (why) => {
      const hint = say.sshConfig.lineHint({ alias: this.#pass.alias });
      throw new HostError('config', say.sshConfig.line({ file: context.file, line: number, keyword, why }), { hint });
    };
    if (rest === '') refuse(say.sshConfig.needsValue);
    if (words === undefined) throw refuse(say.sshConfig.openQuote);
    const grammar = grammarOf(keyword);
    const complaint = grammar === undefined ? this.#complain(keyword) : grammar(words, rest);
    if (complaint !== undefined) refuse(complaint);
    if (keyword === 'host') this.#applies = context.mayApply && this.#isHost(words, refuse);
    else if (keyword === 'match') this.#applies = this.#isMatch(words, context, refuse) && context.mayApply;
    else if (keyword === 'include') this.#include(words, context, refuse);
    else if (this.#applies) this.#set(canonicalKeyword(keyword), keyword === 'proxyjump' ? [rest] : words, rest);
  }

  #complain(keyword: string): string | undefined {
    const patterns = this.#pass.values.get('ignoreunknown')?.[0]?.toLowerCase().split(',') ?? [];
    if (matchesPatterns(patterns, keyword)) return undefined;
    const hasMark = keyword.startsWith('\ufeff');
    return hasMark ? say.sshConfig.byteOrderMark : say.sshConfig.unknown;
  }

  #set(keyword: string, words: readonly string[], rest: string): void {
    const { values } = this.#pass;
    const known = values.get(keyword);
    if (adding.has(keyword)) {
      const added = words.filter((word) => known?.includes(word) !== true);
      values.set(keyword, [...(known ?? []), ...added]);
    } else if (keyword === 'proxyjump' || keyword === 'proxycommand') {
      if (!values.has('proxyjump') && !values.has('proxycommand'))
        values.set(keyword, [rest.replace(/^[ \t\r\n=]+/, '')]);
    } else if (known === undefined && words[0] !== undefined && !isNoTime(keyword, words[0])) {
      values.set(keyword, commands.has(keyword) ? [rest] : words);
    }
  }

  #isHost(patterns: readonly string[], refuse: Refuse): boolean {
    let matched = false;
    for (const pattern of patterns) {
      if (pattern === '') refuse(say.sshConfig.emptyPattern);
      const negated = pattern.startsWith('!');
      if (!matchesPattern(pattern.slice(negated ? 1 : 0), this.#pass.host)) continue;
      if (negated) return false;
      matched = true;
    }
    return matched;
  }

  #isMatch(words: readonly string[], context: FileContext, refuse: Refuse): boolean {
    const { values, host, alias, isFinal, onLeftOut } = this.#pass;
    const hostname = values.get('hostname')?.[0];
    const result = evaluateMatch(words, {
      host:
        isFinal || hostname === undefined ? (hostname ?? host) : hostname.replaceAll('%h', host).replaceAll('%%', '%'),
      originalHost: alias,
      user: values.get('user')?.[0] ?? this.#place.localUser,
      localUser: this.#place.localUser,
      tag: values.get('tag')?.[0] ?? '',
      isFinalPass: isFinal,
    });
    if ('wrong' in result) return refuse(result.wrong);
    this.wantsFinalPass ||= result.wantsFinalPass;
    if (result.leftOut !== undefined && context.mayApply) {
      const given = { file: context.file, words: words.join(' '), criterion: result.leftOut };
      onLeftOut(result.leftOut === 'exec' ? say.sshConfig.notRun(given) : say.sshConfig.notEvaluated(given));
    }
    return result.matched;
  }

  #include(names: readonly string[], context: FileContext, refuse: Refuse): void {
    const applied = this.#applies;
    for (const name of names) {
      if (name === '') refuse(say.sshConfig.emptyValue);
      if (name.startsWith('~') && !context.isUsers) refuse(say.sshConfig.homeInclude);
      for (const file of findFiles(this.#anchor(name, context.isUsers))) {
        this.#file({ ...context, file, isChecked: true, mayApply: applied, depth: context.depth + 1 });
        this.#applies = applied;
      }
    }
  }

  #anchor(name: string, isUsers: boolean): string {
    const { home, systemFolder } = this.#place;
    const [tilde, user] = /^~([^/]*)/.exec(name) ?? [];
    if (tilde !== undefined) {
      const folder = user === '' ? home : homeOf(user ?? '');
      return `${quoteGlob(folder ?? tilde)}${name.slice(tilde.length)}`;
    }
    return isAbsolute(name) ? name : `${quoteGlob(isUsers ? join(home, '.ssh') : systemFolder)}/${name}`;
  }
}

function isNoTime(keyword: string, word: string): boolean {
  return word === 'none' && (keyword === 'connecttimeout' || keyword === 'serveraliveinterval');
}
