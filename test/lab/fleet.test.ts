import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pairResult } from '../../src/cluster/pair-result.js';
import { type Lab, startLab } from '../../src/lab/lab.js';
import { namespaceOf } from '../../src/lab/network/namespaces.js';
import { run } from '../../src/lab/process.js';
import { ensureAnsible } from '../bench/setup/ansible.js';
import { describeLab } from './needs-lab.js';

const manual = fileURLToPath(new URL('../../src/help/fleet.md', import.meta.url));

describeLab('two pairs in one subnet', () => {
  let lab: Lab;
  let folder: string;
  const pattern = () => join(folder, 'pairs', '*.yaml');

  beforeAll(async () => {
    lab = await startLab({ knobs: { landingMs: 1000 } });
    await Promise.all([lab.addSpare('c'), lab.addSpare('d')]);
    folder = lab.operator.home;
    await write('web', 1, 2);
    await write('db', 3, 4);
  });
  afterAll(() => lab?.close());

  /** An answers file beside the others, under the name of its cluster. */
  async function write(cluster: string, ...nodes: readonly number[]): Promise<void> {
    const path = await lab.answers({ cluster, nodes: nodes.map((node) => ({ instance: `ins-labnode${node}` })) });
    await mkdir(join(folder, 'pairs'), { recursive: true });
    await writeFile(join(folder, 'pairs', `${cluster}.yaml`), await readFile(path, 'utf8'));
  }

  /** What it printed with --json: a line for each pair, as the schema says. */
  async function runAll(...words: readonly string[]) {
    const { code, stdout, stderr } = await lab.run([...words, '--answers', pattern(), '--json']);
    const lines = stdout.split('\n').filter(Boolean);
    const pairs = lines.map((line) => pairResult.parse(JSON.parse(line)));
    return { code, stderr, pairs: Object.fromEntries(pairs.map((one) => [one.cluster, one])) };
  }
  const changes = async () => (await lab.cloud.mutations()).length;

  it('are planned with two addresses, and nothing is changed', async () => {
    const { code, pairs, stderr } = await runAll('plan');
    expect(code, stderr).toBe(0);
    const vips = ['web', 'db'].map((cluster) => pairs[cluster]?.result?.['vip']);
    expect(new Set(vips).size).toBe(2);
    expect(await changes()).toBe(0);
  });

  it('are set up by one run, side by side, and each is proven', async () => {
    const { code, pairs, stderr } = await runAll('--yes');
    expect(code, stderr).toBe(0);
    for (const cluster of ['web', 'db']) {
      expect(pairs[cluster]).toMatchObject({ exitCode: 0, error: null });
      expect(pairs[cluster]?.result?.['drills']).toHaveLength(2);
    }
    const { enis } = await lab.cloud.record();
    const names = enis.flatMap(({ ips }) =>
      ips.filter(({ primary }) => !primary).map(({ description }) => description),
    );
    expect(names.filter((name) => name.startsWith('ha-setup-')).sort()).toEqual(['ha-setup-db', 'ha-setup-web']);
  });

  it('are left alone by a second run, and a person sees one table', async () => {
    const before = await changes();
    const { code, stdout } = await lab.run(['--answers', pattern(), '--yes']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}ok +db +ins-labnode\d +10\.0\.1\.\d+ +nothing to change +-$/m);
    expect(stdout).toMatch(/^2 pairs: ok 2\.$/m);
    expect(await changes()).toBe(before);
  });

  it('are looked after by the play that the manual shows', async () => {
    const blocks = [...(await readFile(manual, 'utf8')).matchAll(/^```ansible\n(.*?)^```/gms)].map(
      ([, block = '']) => block,
    );
    const find = (beginning: string) => blocks.find((block) => block.startsWith(beginning)) ?? '';
    const [inventory, play] = [join(folder, 'inventory.yaml'), join(folder, 'play.yaml')];
    await writeFile(inventory, find('pairs:'));
    await writeFile(play, find('- hosts: pairs'));
    await symlink('pairs', join(folder, 'clusters'));
    const program = lab.operator
      .command([])
      .slice(4)
      .map((word) => `'${word}'`);
    await mkdir(join(folder, 'bin'));
    await writeFile(join(folder, 'bin/ha-setup'), `#!/bin/sh\nexec ${program.join(' ')} "$@"\n`, { mode: 0o755 });
    await ensureAnsible((line) => console.log(line));
    const env = lab.operator.environment({
      PATH: `${folder}/bin:${process.env['PATH']}`,
      LC_ALL: 'C.UTF-8',
      NO_COLOR: '1',
    });
    const words = ['ansible-playbook', '--forks', '20', '-i', inventory, play];
    const { code, stdout, stderr } = await run(['ip', 'netns', 'exec', namespaceOf(lab.id, 'op'), ...words], {
      ...{ env, cwd: folder },
    });
    expect(code, stdout + stderr).toBe(0);
    for (const cluster of ['web', 'db']) {
      expect(stdout).toMatch(new RegExp(`^${cluster} +: ok=3 +changed=0 +unreachable=0 +failed=0`, 'm'));
    }
    expect(stdout).toMatch(/ins-labnode[12] is active/);
    expect(stdout).toMatch(/ins-labnode[34] is active/);
  });

  it('one that is broken is told of by itself, and the exit code is the worst', async () => {
    await lab.machines.b.exec(['systemctl', 'stop', 'ha-setup-vip']);
    await lab.machines.b.exec(['systemctl', 'disable', 'ha-setup-vip']);
    const verified = await runAll('verify');
    expect(verified.code, verified.stderr).toBe(4);
    expect(verified.pairs['db']).toMatchObject({ exitCode: 0, error: null });
    expect(verified.pairs['web']).toMatchObject({ exitCode: 4, result: { healthy: false } });
    expect(verified.stderr).toMatch(/To go on with this pair: ha-setup verify --answers .*web\.yaml/);
    const { code, pairs } = await runAll('status');
    expect(code).toBe(0);
    expect(pairs['web']?.result).toMatchObject({ healthy: false });
    expect(pairs['db']?.result, JSON.stringify(pairs['db'])).toMatchObject({ healthy: true });
  });

  it('one that fails stops none of the others; the same command goes on once it can', async () => {
    await lab.machines.b.powerOff();
    const broken = await runAll('--yes', '--no-drill');
    expect(broken.pairs['web']?.exitCode).toBe(2);
    expect(broken.pairs['db']).toMatchObject({ exitCode: 0, result: { changed: 0 } });
    expect(broken.code).toBe(2);
    await lab.machines.b.powerOn();
    const whole = await runAll('--yes', '--no-drill');
    expect(whole.code, whole.stderr).toBe(0);
    expect(whole.pairs['web']?.result?.['changed']).toBeGreaterThan(0);
  });

  it('Ctrl-C ends each between two changes, and the same command goes on', async () => {
    for (const name of ['a', 'b'] as const) await lab.machines[name].exec(['rm', '/etc/logrotate.d/ha-setup']);
    const child = lab.spawn(['--answers', pattern(), '--yes', '--drill', '--json']);
    const ended = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)));
    let said = '';
    child.stderr?.on('data', (data: Buffer) => {
      const begins = !said.includes('making the changes');
      said += data.toString();
      if (begins && said.includes('making the changes')) setTimeout(() => child.kill('SIGINT'), 1500);
    });
    expect(await ended, said).toBe(130);
    expect(said).toContain('stopped');
    const { code, stderr } = await runAll('--yes', '--no-drill');
    expect(code, stderr).toBe(0);
  });
});
