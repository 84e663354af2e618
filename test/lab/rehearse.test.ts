import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { listRemains } from '../../src/lab/destroy.js';
import { run } from '../../src/lab/process.js';
import { packageFolder } from '../../src/root.js';
import { describeLab } from './needs-lab.js';

const bin = join(packageFolder, 'bin/ha-setup.js');
const rehearse = (...args: string[]) => run([process.execPath, bin, 'rehearse', ...args], { env: process.env });
const labIn = (text: string) => /\/run\/ha-setup-lab\/([0-9a-f]{4})\//.exec(text)?.[1] ?? 'none';

async function textUntil(child: ChildProcess, pattern: RegExp): Promise<string> {
  let text = '';
  for await (const chunk of child.stdout ?? []) {
    text += chunk;
    if (pattern.test(text)) return text;
  }
  throw new Error(`it ended without ${pattern}: ${text}`);
}

describeLab('ha-setup rehearse', () => {
  it("takes a person's answers as far as the lab has what they name, and keeps standing when told to", async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ha-setup-rehearse-'));
    const answers = join(folder, 'ha-setup.yaml');
    await writeFile(
      answers,
      `version: 1
cluster: shop
region: ap-guangzhou
mode: preferred
preferred: ins-bbbbbbb2
failback: 5
vip: 172.16.3.4
eip: eip-mine0001
nodes: [{ instance: ins-aaaaaaa1 }, { instance: ins-bbbbbbb2 }]
ssh: { user: admin }
detection: fast
healthCheck: { tcp: 3306 }
`,
    );
    let lab = 'none';
    try {
      const { code, stdout, stderr } = await rehearse('--answers', answers, '--keep', '--json');
      lab = labIn(stderr);
      expect(stderr).toContain('From outside');
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ cluster: 'shop', eip: expect.stringMatching(/^eip-/) });
      const again = await run([
        `/run/ha-setup-lab/${lab}/ha-setup`,
        '--answers',
        `/run/ha-setup-lab/${lab}/answers-1.yaml`,
        '--yes',
      ]);
      expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing to change') });
      expect(await run([`/run/ha-setup-lab/${lab}/lab-b`, 'hostname'])).toMatchObject({ stdout: 'lab-b\n' });
    } finally {
      await rehearse('--down', lab);
      await rm(folder, { recursive: true });
    }
    expect(await listRemains(lab)).toEqual([]);
    expect(await rehearse('--down', lab)).toMatchObject({ code: 1, stderr: expect.stringContaining('no rehearsal') });
  });

  it('refuses answers that are wrong before it boots anything', async () => {
    const { code, stdout } = await rehearse('--answers', join(packageFolder, 'tsconfig.json'));
    expect(code).toBe(3);
    expect(stdout).not.toContain('machines');
  });

  it('takes everything down on Ctrl-C, whatever it is doing', async () => {
    const interrupt = async (moment: RegExp) => {
      const child = spawn(process.execPath, [bin, 'rehearse'], { stdio: ['ignore', 'pipe', 'ignore'], detached: true });
      const text = await textUntil(child, moment);
      process.kill(-(child.pid ?? 0), 'SIGINT');
      const [code] = await once(child, 'exit');
      expect(code).toBe(130);
      expect(await listRemains(labIn(text))).toEqual([]);
    };
    await Promise.all([/\$ ha-setup/, /VIP and packages\n/, /Service\n/].map(interrupt));
  });
});
