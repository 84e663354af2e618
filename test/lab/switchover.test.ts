import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeLab } from './needs-lab.js';
import { Pair } from './pair.js';

describeLab('switchover', () => {
  let pair: Pair;
  let preferred: string;

  beforeAll(async () => {
    pair = await Pair.start({}, { landingMs: 1000 }, '--no-drill');
    preferred = await pair.lab.answers({ mode: 'preferred', preferred: 'ins-labnode2', failback: 4 });
  });
  afterAll(() => pair?.lab.close());

  const switchover = async (...words: readonly string[]) => {
    const { code, stdout, stderr } = await pair.lab.run([
      ...['switchover', '--answers', pair.answers, '--json'],
      ...words,
    ]);
    return { code, stderr, result: stdout === '' ? undefined : (JSON.parse(stdout) as Record<string, unknown>) };
  };
  const status = async (name: 'a' | 'b') => {
    const { stdout } = await pair.sh(name, '/etc/keepalived/vip.py status');
    return JSON.parse(stdout) as { role: string; held: string | null };
  };

  it('moves the VIP to the standby, loses no ping, and leaves nothing held', async () => {
    expect(await pair.settled()).toBe('b');
    let done: Awaited<ReturnType<typeof switchover>> | undefined;
    const { lost, moves } = await pair.measure(async () => {
      done = await switchover();
    }, 2000);
    expect(done?.code, done?.stderr).toBe(0);
    expect(done?.result).toMatchObject({ action: 'switched', from: 'ins-labnode2', active: 'ins-labnode1', held: [] });
    expect({ lost, moves }).toEqual({ lost: 0, moves: 1 });
    expect(await pair.settled()).toBe('a');
    expect((await pair.sh('b', 'ls /run/ha-setup')).stdout).not.toContain('fault.held');
  });

  it('has nothing to do where the instance is active already', async () => {
    const { code, result } = await switchover('--to', 'ins-labnode1');
    expect({ code, result }).toMatchObject({ code: 0, result: { action: 'none' } });
    expect((await switchover('--to', 'ins-other001')).code).toBe(3);
  });

  it('has its hosts to itself: a second cluster on one of them is refused, naming the first', async () => {
    const other = await pair.lab.answers({ cluster: 'db', vip: '10.0.1.77' });
    const { code, stderr } = await pair.lab.run(['plan', '--answers', other]);
    expect(code).toBe(2);
    expect(stderr).toContain('the host already belongs to the cluster web');
  });

  it('refuses where the other side is unfit, says why, and has changed nothing', async () => {
    await pair.sh('b', 'systemctl stop keepalived');
    const { code, stderr } = await switchover();
    await pair.sh('b', 'systemctl start keepalived');
    expect(code).toBe(2);
    expect(stderr).toContain('ins-labnode2 is not fit to be active; nothing was changed:');
    expect(stderr).toContain('keepalived does not run there');
    expect(await pair.settled()).toBe('a');
  });

  it('refuses where the other side may no longer move the VIP', async () => {
    const describe = [{ action: 'vpc:Describe*', resource: '*' }];
    await pair.lab.cloud.change({ kind: 'permissions', of: 'role:ha-setup-host', allowed: describe });
    const { code, stderr } = await switchover();
    await pair.lab.cloud.change({
      ...{ kind: 'permissions', of: 'role:ha-setup-host' },
      allowed: [{ action: 'vpc:*', resource: '*' }],
    });
    expect(code).toBe(2);
    expect(stderr).toContain('lack the permission for MigratePrivateIpAddress');
  });

  it('keeps a host out: an active one hands over first and stays out over a reboot', async () => {
    const { lost, moves } = await pair.measure(() => switchover('--hold', 'ins-labnode1'), 2000);
    expect({ lost, moves }).toEqual({ lost: 0, moves: 1 });
    expect(await status('a')).toMatchObject({ role: 'FAULT', held: expect.stringContaining('by ') });
    await pair.lab.machines.a.powerOff();
    await pair.lab.machines.a.powerOn();
    await expect.poll(() => status('a'), { timeout: 20_000 }).toMatchObject({ role: 'FAULT' });
    expect((await pair.sh('a', '/etc/keepalived/vip.py check')).stdout).toMatch(/^held: by /m);
    expect(await switchover('--hold', 'ins-labnode1')).toMatchObject({ code: 0, result: { action: 'none' } });
  });

  it('refuses to hold the last fit host or to move to a held one', async () => {
    for (const words of [['--hold', 'ins-labnode2'], []]) {
      const { code, stderr } = await switchover(...words);
      expect(code, words.join(' ')).toBe(2);
      expect(stderr).toContain('it is held: by ');
      expect(stderr).toContain('switchover --release ins-labnode1');
    }
    expect(await pair.lab.cloud.owner(pair.vip)).toBe('eni-labnode2');
  });

  it('with --force holds the last one too, which serves on for want of another', async () => {
    const { lost } = await pair.measure(async () => {
      const { code, stderr } = await switchover('--hold', 'ins-labnode2', '--force');
      expect(code, stderr).toBe(0);
      expect(stderr).toContain('serves on');
    }, 500);
    expect(lost).toBe(0);
    await switchover('--release', 'ins-labnode2');
  });

  it('lets a host in again, once', async () => {
    expect(await switchover('--release', 'ins-labnode1')).toMatchObject({ code: 0, result: { action: 'released' } });
    expect(await switchover('--release', 'ins-labnode1')).toMatchObject({ code: 0, result: { action: 'none' } });
    expect(await pair.settled()).toBeDefined();
  });

  it('in mode preferred says that the VIP comes back, and --stay keeps it until it is released, with no ping lost', async () => {
    const { code, stderr } = await pair.lab.run(['--answers', preferred, '--yes', '--no-drill']);
    expect(code, stderr).toBe(0);
    const go = (...words: readonly string[]) => pair.lab.run(['switchover', '--answers', preferred, ...words]);
    const passing = await pair.measure(async () => {
      const { stdout } = await go();
      expect(stdout).toContain('Mode preferred: ins-labnode2 takes it back');
      await expect.poll(() => pair.holder(), { timeout: 60_000 }).toBe('b');
    }, 1500);
    expect(passing).toMatchObject({ lost: 0, moves: 2 });
    const staying = await pair.measure(async () => {
      const { stdout } = await go('--stay');
      expect(stdout).toContain('switchover --release ins-labnode2');
      await new Promise((resolve) => setTimeout(resolve, 8_000));
    }, 500);
    expect(staying).toMatchObject({ lost: 0, moves: 1 });
    expect(await pair.lab.cloud.owner(pair.vip)).toBe('eni-labnode1');
    const rerun = await pair.lab.run(['--answers', preferred, '--yes', '--no-drill']);
    expect(rerun.code, rerun.stderr).toBe(0);
    const back = await pair.measure(async () => {
      await go('--release', 'ins-labnode2');
      await expect.poll(() => pair.holder(), { timeout: 60_000 }).toBe('b');
    }, 1500);
    expect(back).toMatchObject({ lost: 0, moves: 1 });
  });
});
