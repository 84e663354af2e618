import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listRemains } from '../../src/lab/destroy.js';
import { run, runChecked } from '../../src/lab/process.js';
import { packageFolder } from '../../src/root.js';
import { describeLab } from './needs-lab.js';

/** What the lab suite's script made just before. */
const packed = join(packageFolder, 'dist/package');
const npm = ['npm', '--no-audit', '--no-fund', '--no-update-notifier'] as const;
let folder: string;
let tarball: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ha-setup-package-'));
  const name = await runChecked([...npm, 'pack', '--silent', '--pack-destination', folder], { cwd: packed });
  tarball = join(folder, name.trim());
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Installs the tarball where there is nothing else, without a registry; returns the program's path. */
async function install(name: string): Promise<string> {
  const place = join(folder, name);
  await mkdir(place);
  await writeFile(join(place, 'package.json'), '{"private":true}');
  await runChecked([...npm, 'install', '--offline', '--ignore-scripts', tarball], { cwd: place });
  return join(place, 'node_modules/ha-setup/bin/ha-setup.js');
}

describe('the published package', () => {
  it('holds the program, its templates and the licences, and nothing else', async () => {
    const listed = (await runChecked(['tar', '-tzf', tarball])).split('\n').filter(Boolean);
    const files = listed.map((path) => path.replace(/^package\//, ''));
    expect(files).toEqual(expect.arrayContaining(['package.json', 'README.md', 'LICENSE', 'THIRD-PARTY-LICENSES']));
    expect(files).toEqual(expect.arrayContaining(['bin/ha-setup.js', 'dist/main.js', 'dist/lab/cloud/main.js']));
    const known =
      /^(package\.json|README\.md|LICENSE|THIRD-PARTY-LICENSES|bin\/ha-setup\.js|templates\/.+|dist\/[\w/-]+\.js(\.map)?|dist\/\w+\.schema\.json|dist\/sdk\/\w+\.d\.ts|dist\/help\/((zh\/)?([a-z-]+\.md|topics\.json)|ha-setup\.1)|src\/help\/zh\/README\.md)$/;
    expect(files.filter((file) => !known.test(file))).toEqual([]);
    expect((await stat(tarball)).size).toBeLessThan(1.5e6);
  });

  it('needs no other package and runs no script when it is installed', async () => {
    const manifest = JSON.parse(await readFile(join(packed, 'package.json'), 'utf8'));
    for (const key of ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies', 'scripts']) {
      expect(manifest).not.toHaveProperty(key);
    }
    const program = await install('alone');
    const { code, stderr } = await run([process.execPath, program, 'status', '--answers', 'none.yaml']);
    expect(code).toBe(3);
    expect(stderr).toContain('none.yaml');
  });

  it('names files and lines of the source in a stack trace', async () => {
    const place = await install('traced');
    const hook = "Date.prototype.toISOString = () => { throw new Error('no time of any kind'); };";
    const file = join(folder, 'hook.mjs');
    await writeFile(file, hook);
    const { stderr } = await run([process.execPath, '--import', file, place, 'status', '--answers', 'none.yaml']);
    expect(stderr).toContain('internal error (please report it)');
    expect(stderr).toContain('no time of any kind');
    expect(stderr).toMatch(/src\/wiring\.ts:\d+/);
  });
});

describeLab('the published package on each Node that it names', () => {
  it.concurrent.each([['20', undefined] as const, ['22', '22'] as const, ['24', '24'] as const])(
    'on Node %s sets a pair up, cuts its power, prints one result, and leaves nothing',
    async (major, version) => {
      const program = await install(`node-${major}`);
      const place = join(folder, `node-${major}`);
      if (version !== undefined) {
        await runChecked([...npm, 'install', '--no-save', `node-linux-${process.arch}@${version}`], { cwd: place });
      }
      const node =
        version === undefined ? process.execPath : join(place, `node_modules/node-linux-${process.arch}/bin/node`);
      expect(await runChecked([node, '--version'])).toMatch(version === undefined ? /^v/ : new RegExp(`^v${major}\\.`));
      const { code, stdout, stderr } = await run([node, program, 'rehearse', '--json']);
      expect(code, stderr).toBe(0);
      expect(stderr).toContain('answers again');
      const result = JSON.parse(stdout);
      expect(result).toMatchObject({ cluster: 'web', vip: expect.stringMatching(/^10\.0\.1\./) });
      expect(result.powerCut.from).not.toBe(result.powerCut.to);
      // Three adverts, the API and a landing of 2 s.
      expect(result.powerCut.outageMs).toBeGreaterThan(2000);
      expect(result.powerCut.outageMs).toBeLessThan(10_000);
      const lab = /\/run\/ha-setup-lab\/([0-9a-f]{4})\//.exec(stderr)?.[1] ?? 'none';
      expect(await listRemains(lab)).toEqual([]);
    },
  );
});
