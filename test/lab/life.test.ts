import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { destroyDeadLabs, destroyLab, listRemains } from '../../src/lab/destroy.js';
import { startLab } from '../../src/lab/lab.js';
import { packageFolder } from '../../src/root.js';
import { describeLab } from './needs-lab.js';

const module = join(packageFolder, 'dist/lab/lab.js');

/** Starts a lab in a process of its own; `then` is what that process does with it. */
async function startElsewhere(then: string): Promise<{ owner: ChildProcess; lab: string }> {
  const script = `const { startLab } = await import(${JSON.stringify(module)});
    const lab = await startLab(); console.log(lab.id); ${then}`;
  const owner = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [printed] = await once(owner.stdout as NodeJS.ReadableStream, 'data');
  return { owner, lab: String(printed).trim() };
}

/** Mounts and processes that name the lab; the rest of its traces are names of files. */
async function listTraces(lab: string): Promise<readonly string[]> {
  const mounts = (await readFile('/proc/self/mountinfo', 'utf8'))
    .split('\n')
    .filter((line) => line.includes(`/${lab}/`));
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const commands = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  const processes = commands.filter((line) => line.includes(`hs${lab}-`) || line.includes(`ha-setup-lab/${lab}/`));
  return [...(await listRemains(lab)), ...mounts, ...processes];
}

describeLab('the life of labs', () => {
  let lab = '';
  afterEach(() => destroyLab(lab));

  it('starts within seconds once the image is there, and leaves nothing when it is closed', async () => {
    const started = performance.now();
    const here = await startLab();
    lab = here.id;
    expect(performance.now() - started).toBeLessThan(30_000);
    expect(await listTraces(lab)).not.toEqual([]);
    await here.close();
    expect(await listTraces(lab)).toEqual([]);
  });

  it('closes when its owner gets SIGTERM, which still ends it by that signal', async () => {
    const { owner, ...started } = await startElsewhere('setInterval(() => {}, 1000);');
    lab = started.lab;
    owner.kill('SIGTERM');
    const [, signal] = await once(owner, 'exit');
    expect(signal).toBe('SIGTERM');
    expect(await listTraces(lab)).toEqual([]);
  });

  it('is cleaned by the next start when its owner was killed', async () => {
    const { owner, ...started } = await startElsewhere('setInterval(() => {}, 1000);');
    lab = started.lab;
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    expect((await listTraces(lab)).length).toBeGreaterThan(8);
    const next = await startLab();
    try {
      expect(await listTraces(lab)).toEqual([]);
    } finally {
      await next.close();
    }
  });

  it('is cleaned whatever moment of its start its owner was killed in', async () => {
    for (const afterMs of [50, 250, 450, 650, 850, 1050]) {
      const script = `const { startLab } = await import(${JSON.stringify(module)}); console.log('go'); await startLab();
        setInterval(() => {}, 1000);`;
      const owner = spawn(process.execPath, ['--input-type=module', '-e', script], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(owner.stdout as NodeJS.ReadableStream, 'data');
      await new Promise((resolve) => setTimeout(resolve, afterMs));
      // One that is ready sooner waits to be killed too: its end must not come before anybody listens.
      owner.kill('SIGKILL');
      await once(owner, 'exit');
      for (const dead of await destroyDeadLabs()) expect(await listTraces(dead)).toEqual([]);
    }
  });

  it('does not disturb another one, which outlives its owner when it is kept', async () => {
    const { owner, ...kept } = await startElsewhere('await lab.keep(); process.exit();');
    lab = kept.lab;
    if (owner.exitCode === null) await once(owner, 'exit');
    const here = await startLab();
    try {
      expect(here.id).not.toBe(lab);
      const ping = here.ping('client', '10.0.1.16', { intervalMs: 50 });
      expect(await ping.nextReply(0, 3000)).toBeDefined();
      await destroyLab(lab);
      expect(await listTraces(lab)).toEqual([]);
      expect(await ping.nextReply(Date.now(), 1000)).toBeDefined();
      await ping.stop();
    } finally {
      await here.close();
    }
  });
});
