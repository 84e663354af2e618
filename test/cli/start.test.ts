import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** A start is as quick as what it loads is small: `npm run bench` measures it, and this holds what is loaded when. */
const root = fileURLToPath(new URL('../..', import.meta.url));
/** Where a program finds the packages. */
const cache = join(root, 'node_modules/.cache');
let folder: string;
let compiled: string;
let ours: readonly string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ha-setup-start-'));
  await mkdir(cache, { recursive: true });
  compiled = await mkdtemp(join(cache, 'start-'));
  await build({
    entryPoints: [join(root, 'src/main.ts')],
    outdir: compiled,
    bundle: true,
    splitting: true,
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    packages: 'external',
  });
  const { dependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  ours = Object.keys(dependencies);
  await writeFile(
    join(folder, 'ha-setup.yaml'),
    'version: 1\ncluster: web\nregion: ap-beijing\nmode: stable\nvip: auto\neip: none\n' +
      'nodes: [{ instance: ins-aaaaaaa1 }, { instance: ins-aaaaaaa2 }]\nhostCredentials: { type: role }\n',
  );
});
afterAll(() => Promise.all([folder, compiled].map((each) => rm(each, { recursive: true, force: true }))));

/** Ends the program when it opens its first connection. */
const untilConnected = "import net from 'node:net'; net.Socket.prototype.connect = () => process.exit(42);";
/** Ends it when it shows its first question, on what it takes for a terminal. */
const untilAsked = [
  'for (const each of [process.stdin, process.stdout]) each.isTTY = true;',
  'process.stdin.setRawMode = () => process.stdin;',
  "process.stdout.write = (text) => { if (String(text).includes('?')) process.exit(42); return true; };",
].join('\n');

/** Which of this program's packages it has loaded by its end; what Node notes for a coverage report says it. */
async function loadedBy(argv: readonly string[], hook = ''): Promise<readonly string[]> {
  const coverage = await mkdtemp(join(folder, 'coverage-'));
  const flags = ['--import', `data:text/javascript,${encodeURIComponent(hook)}`];
  const program = spawn(process.execPath, [...flags, join(compiled, 'main.mjs'), ...argv], {
    cwd: argv.length > 0 ? folder : coverage,
    stdio: 'ignore',
    env: {
      ...process.env,
      NODE_V8_COVERAGE: coverage,
      TENCENTCLOUD_SECRET_ID: 'AKIDexample',
      TENCENTCLOUD_SECRET_KEY: 'example',
    },
  });
  const [code] = await once(program, 'exit');
  expect(code).toBe(hook === '' ? 0 : 42);
  const files = (await readdir(coverage)).filter((name) => name.endsWith('.json'));
  const reports = await Promise.all(files.map((name) => readFile(join(coverage, name), 'utf8')));
  const urls = reports.flatMap((text) => (JSON.parse(text).result as { url: string }[]).map(({ url }) => url));
  return ours.filter((name) => urls.some((url) => url.includes(`/node_modules/${name}/`)));
}

describe('what a start loads', () => {
  it.each(['--help', '--version'])('%s: what reads the command line', async (flag) => {
    expect(await loadedBy([flag])).toEqual(['@commander-js/extra-typings', 'commander']);
  });

  it('status before its first call: neither SSH nor what draws or asks', async () => {
    const loaded = await loadedBy(['status'], untilConnected);
    expect(loaded).toContain('tencentcloud-sdk-nodejs');
    for (const late of ['ssh2', 'listr2', 'inquirer', 'ejs', 'diff']) expect(loaded).not.toContain(late);
  });

  it("the wizard before its first question: neither SSH nor the vendor's SDK", async () => {
    const loaded = await loadedBy([], untilAsked);
    expect(loaded).toContain('inquirer');
    for (const late of ['ssh2', 'listr2', 'tencentcloud-sdk-nodejs']) expect(loaded).not.toContain(late);
  });
});
