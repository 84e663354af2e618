import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/**
 * Which rooms of src each room may import. A file that stands in src itself is a room of its own.
 * Dependencies run one way, from main to cluster; adapters and ui are known to wiring alone.
 */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'errors.ts': [],
  'root.ts': [],
  // Everybody may import it: it needs nobody.
  messages: [],
  'source-stack.ts': [],
  cluster: [],
  text: [],
  ports: ['cluster'],
  facts: ['cluster', 'errors.ts', 'ports'],
  mechanism: ['cluster', 'facts', 'ports'],
  operations: ['cluster', 'errors.ts', 'facts', 'mechanism', 'ports', 'root.ts'],
  checks: ['cluster', 'errors.ts', 'facts', 'mechanism', 'messages', 'operations', 'pair', 'ports', 'text'],
  pair: ['cluster', 'errors.ts', 'facts', 'mechanism', 'operations', 'ports', 'text'],
  plan: ['cluster', 'facts', 'mechanism', 'messages', 'operations', 'text'],
  run: ['cluster', 'errors.ts', 'facts', 'mechanism', 'operations', 'pair', 'plan', 'ports'],
  drills: ['cluster', 'errors.ts', 'facts', 'mechanism', 'operations', 'pair', 'ports', 'root.ts', 'run', 'text'],
  wizard: ['checks', 'cluster', 'errors.ts', 'facts', 'mechanism', 'messages', 'pair', 'ports'],
  lab: ['cluster', 'errors.ts', 'facts', 'ports', 'root.ts', 'text'],
  commands: [
    'checks',
    'cli',
    'cluster',
    'drills',
    'errors.ts',
    'facts',
    'lab',
    'mechanism',
    'operations',
    'pair',
    'plan',
    'ports',
    'run',
    'text',
    'wizard',
  ],
  fleet: ['checks', 'cli', 'cluster', 'commands', 'errors.ts', 'facts', 'mechanism', 'pair', 'ports', 'text'],
  ui: ['cluster', 'errors.ts', 'ports', 'text'],
  adapters: ['cluster', 'errors.ts', 'ports', 'text'],
  'wiring.ts': ['adapters', 'cluster', 'commands', 'errors.ts', 'pair', 'ports', 'text', 'ui'],
  cli: ['errors.ts', 'text'],
  help: ['adapters', 'checks', 'cli', 'cluster', 'errors.ts', 'facts', 'text'],
  'main.ts': [
    'cli',
    'commands',
    'errors.ts',
    'fleet',
    'help',
    'pair',
    'root.ts',
    'run',
    'source-stack.ts',
    'text',
    'ui',
    'wiring.ts',
  ],
  // Run by the build alone.
  build: ['cluster', 'help', 'lab', 'root.ts'],
};

const src = fileURLToPath(new URL('../src/', import.meta.url));
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
const importPattern = /(?:from|import)\s*\(?'(\.[^']+)'/g;

/** The files of src that a file of src imports, types included, as paths in src. */
function importsOf(file: string): readonly string[] {
  const text = readFileSync(join(src, file), 'utf8');
  return [...text.matchAll(importPattern)]
    .map(([, path = '']) => relative(src, normalize(join(src, dirname(file), path))).replace(/\.js$/, '.ts'))
    .filter((path) => path.endsWith('.ts'));
}

const roomOf = (file: string) => file.split('/')[0] ?? file;

/** The first circle of imports that is reached from a file, as the files on it. */
function findCircle(
  file: string,
  path: readonly string[],
  done: Set<string>,
  imports: ReadonlyMap<string, readonly string[]>,
): readonly string[] | undefined {
  if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
  if (done.has(file)) return undefined;
  for (const next of imports.get(file) ?? []) {
    const found = findCircle(next, [...path, file], done, imports);
    if (found !== undefined) return found;
  }
  done.add(file);
  return undefined;
}

describe('the layout of src', () => {
  const imports = new Map(files.map((file) => [file, importsOf(file)]));

  it('has imports to look at', () => {
    expect([...imports.values()].flat().length).toBeGreaterThan(files.length);
  });

  it('each room imports only what it may', () => {
    const wrong = files.flatMap((file) => {
      const room = roomOf(file);
      const allowed = [room, 'messages', ...(mayImport[room] ?? [])];
      return (imports.get(file) ?? [])
        .filter((path) => !allowed.includes(roomOf(path)))
        .map((path) => `${file} imports ${path}`);
    });
    expect(wrong).toEqual([]);
  });

  it('the table names the rooms that there are', () => {
    expect(Object.keys(mayImport).sort()).toEqual([...new Set(files.map(roomOf))].sort());
  });

  it('has no circle', () => {
    const done = new Set<string>();
    const circles = files.flatMap((file) => findCircle(file, [], done, imports)?.join(' -> ') ?? []);
    expect(circles).toEqual([]);
  });
});
