import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Lab, startLab } from '../../src/lab/lab.js';
import { findSurprises, parseTrace } from '../contract/replay/findings.js';
import { playAll } from '../contract/vendor/plays.js';
import { startTestCloud } from '../lab-cloud/start.js';
import { describeLab } from './needs-lab.js';

const name = 'ha-setup-web';

describeLab('a pair that is made, taken down and made again', () => {
  let lab: Lab;
  let answers: string;
  beforeAll(async () => {
    lab = await startLab({
      knobs: { landingMs: 300, assignMs: 100, eipMs: 100 },
      systems: { a: 'debian-ready', b: 'debian-ready' },
    });
    answers = await lab.answers({ eip: 'allocate' });
  });
  afterAll(() => lab?.close());

  const trace = () => join(lab.operator.home, 'trace.jsonl');
  const run = async (...words: readonly string[]) => {
    const { code, stdout, stderr } = await lab.run([...words, '--answers', answers, '--yes', '--trace', trace()]);
    expect(code, `${words.join(' ')}: ${stdout}${stderr}`).toBe(0);
  };
  const eip = async () => (await lab.cloud.record()).eips.find((one) => one.name === name);
  const notes = () => lab.machines.a.exec(['sh', '-c', 'ls /var/lib/ha-setup/tokens 2>/dev/null; true']);

  it('has its VIP and a new EIP each time: no client token is used twice, for the API keeps its answer', async () => {
    await run('--no-drill');
    const first = await eip();
    expect(first).toMatchObject({ status: 'BIND', privateIp: '10.0.1.254' });
    expect((await notes()).stdout).toBe('');
    await run('uninstall', '--vip', 'remove', '--eip', 'release');
    expect(await lab.cloud.owner('10.0.1.254')).toBeUndefined();
    expect(await eip()).toBeUndefined();
    await run('--no-drill');
    const second = await eip();
    expect(second).toMatchObject({ status: 'BIND', privateIp: '10.0.1.254' });
    expect(second?.id).not.toBe(first?.id);
    const tokens = (await lab.cloud.calls())
      .filter(({ action, code }) => /^A(llocate|ssignPrivate)/.test(action) && code === 'ok')
      .map(({ params }) => (params as { ClientToken?: string }).ClientToken);
    expect(tokens.filter((token) => token !== undefined).length).toBeGreaterThanOrEqual(4);
    expect(new Set(tokens).size).toBe(tokens.length);
  });

  it('comes with a new token where the API says that the first one is used up', async () => {
    await run('uninstall', '--vip', 'remove', '--eip', 'release');
    await lab.cloud.set({ faults: [{ action: 'AllocateAddresses', times: 1, effect: { deliveryFails: true } }] });
    await run('--no-drill');
    expect(await eip()).toMatchObject({ status: 'BIND' });
  });

  it('leaves a trace in which nothing is unexpected', async () => {
    const entries = parseTrace(readFileSync(trace(), 'utf8'));
    expect(entries.filter(({ kind }) => kind === 'api').length).toBeGreaterThan(50);
    expect(entries.filter(({ kind }) => kind === 'host').length).toBeGreaterThan(50);
    const stand = await startTestCloud({ knobs: { landingMs: 20, assignMs: 10, eipMs: 10 } });
    try {
      expect(await findSurprises(entries, await playAll(stand))).toEqual([]);
    } finally {
      await stand.stop();
    }
  });
});
