/** What a Python module of the hooks consists of. */
interface Module {
  readonly shebang?: string;
  readonly docstring: string;
  /** Imports of the standard library, as they stand there. */
  readonly imports: readonly string[];
  /** Modules of ours that it imports from. */
  readonly needs: readonly string[];
  readonly body: string;
}

const entry = '__main__';
const ours = /^from vip\.(\w+) import \w/;
const definition = /^(?:def|class) (\w+)|^(\w+(?:, \w+)*)(?:: \w+)? = /gm;

/**
 * Joins Python modules into one file that reads from top to bottom: the entry's docstring, every import once, each module
 * after those that it imports from, and the entry's own lines last. Same modules, same text.
 * @param modules their texts, by their names without .py; one is __main__
 * @throws Error where a module is not made to be joined: a name is defined twice, or an import is not at the top
 */
export function joinModules(modules: Readonly<Record<string, string>>): string {
  const parsed = new Map(Object.entries(modules).map(([name, text]) => [name, parseModule(name, text)]));
  const main = parsed.get(entry);
  if (main === undefined) throw new Error(`no module ${entry}`);
  const order = orderOf(entry, parsed);
  const unused = [...parsed.keys()].filter((name) => !order.includes(name));
  if (unused.length > 0) throw new Error(`no module imports ${unused.join(', ')}`);
  verifyUnique(order, parsed);
  const imports = mergeImports([...parsed.values()].flatMap((module) => module.imports));
  const sections = order.filter((name) => name !== entry).map((name) => renderSection(name, getModule(name, parsed)));
  return [`${main.shebang ?? ''}\n"""${main.docstring}"""\n${imports.join('\n')}`, ...sections, main.body]
    .map((part) => part.trim())
    .join('\n\n\n')
    .concat('\n');
}

function parseModule(name: string, text: string): Module {
  const [, shebang, docstring, rest] = /^(?:(#!.*)\n)?"""([\s\S]*?)"""\n([\s\S]*)$/.exec(text) ?? [];
  if (docstring === undefined || rest === undefined) throw new Error(`module ${name} begins with no docstring`);
  const lines = rest.split('\n');
  const isImport = (line: string) => /^(?:import|from) /.test(line);
  const end = lines.findIndex((line) => line !== '' && !isImport(line));
  const head = lines.slice(0, end).filter(isImport);
  const late = lines.slice(end).find((line) => isImport(line) || /^\s+from vip\./.test(line));
  const open = head.find((line) => /^[^#]*\(/.test(line));
  if (late ?? open) throw new Error(`module ${name}: an import is not one line at the top: ${late ?? open}`);
  return {
    ...(shebang !== undefined && { shebang }),
    docstring,
    imports: head.filter((line) => !ours.test(line)),
    needs: head.flatMap((line) => ours.exec(line)?.[1] ?? []),
    body: lines.slice(end).join('\n').trim(),
  };
}

/** Each module after those that it needs; those that do not need each other by the alphabet. */
function orderOf(name: string, modules: ReadonlyMap<string, Module>, path: readonly string[] = []): readonly string[] {
  if (path.includes(name)) throw new Error(`a circle of imports: ${[...path, name].join(' -> ')}`);
  const before = [...getModule(name, modules).needs].sort().flatMap((need) => orderOf(need, modules, [...path, name]));
  return [...new Set([...before, name])];
}

function getModule(name: string, modules: ReadonlyMap<string, Module>): Module {
  const module = modules.get(name);
  if (module === undefined) throw new Error(`no module ${name}`);
  return module;
}

/** In one file they share one room for names. */
function verifyUnique(order: readonly string[], modules: ReadonlyMap<string, Module>): void {
  const owners = new Map<string, string>();
  for (const name of order) {
    for (const [, one, several = ''] of getModule(name, modules).body.matchAll(definition)) {
      for (const defined of one === undefined ? several.split(', ') : [one]) {
        const owner = owners.get(defined);
        if (owner !== undefined && owner !== name) throw new Error(`${defined} is defined in ${owner} and in ${name}`);
        owners.set(defined, name);
      }
    }
  }
}

/** Whole modules first, then single names, each by the alphabet. */
function mergeImports(lines: readonly string[]): readonly string[] {
  return [...new Set(lines)].sort((a, b) => {
    const [kind, other] = [a.startsWith('from'), b.startsWith('from')];
    return kind === other ? (a < b ? -1 : 1) : kind ? 1 : -1;
  });
}

function renderSection(name: string, { docstring, body }: Module): string {
  const [title = '', ...more] = docstring.trim().split('\n');
  const notes = more.map((line) => (line === '' ? '#' : `# ${line}`)).join('\n');
  return `# --- ${name}: ${title} ---\n${notes === '' ? '' : `${notes}\n`}\n${body}`;
}
