import { afterAll, beforeAll, expect, it } from 'vitest';
import { labKeys } from '../../src/lab/operator.js';
import { describeLab } from './needs-lab.js';
import { Pair } from './pair.js';

const names = ['a', 'b'] as const;
const { host: old, nextHost: next } = labKeys;
const environment = (key: { readonly secretId: string; readonly secretKey: string }) => ({
  HA_SETUP_HOST_SECRET_ID: key.secretId,
  HA_SETUP_HOST_SECRET_KEY: key.secretKey,
});

describeLab("changing the hosts' API key, as the manual says", () => {
  let pair: Pair;
  beforeAll(async () => {
    pair = await Pair.start({ hostCredentials: { type: 'key' } }, { landingMs: 1000 }, '--no-drill');
  });
  afterAll(() => pair?.lab.close());

  const run = (words: readonly string[], env: NodeJS.ProcessEnv) =>
    pair.lab.run([...words, '--answers', pair.answers], { env });
  /** Files of a host, and places in its journal and its processes' environments, where a text stands. */
  const places = async (name: (typeof names)[number], text: string) => {
    const search = `cat >/dev/shm/text
grep -rlaFf /dev/shm/text /etc /var /root /home /tmp /run /opt /srv /usr/local 2>/dev/null
journalctl --no-pager -a -o export | grep -qaFf /dev/shm/text && echo journal
cat /proc/[0-9]*/environ /proc/[0-9]*/cmdline 2>/dev/null | grep -qaFf /dev/shm/text && echo process
rm /dev/shm/text`;
    const { stdout } = await pair.lab.machines[name].exec(['sh', '-c', search], { stdin: `${text}\n` });
    return stdout.split('\n').filter(Boolean);
  };
  const keepalived = async () => {
    const ask = 'systemctl show keepalived --property MainPID,ActiveEnterTimestampMonotonic';
    return (await Promise.all(names.map((name) => pair.sh(name, ask)))).map(({ stdout }) => stdout);
  };
  const said: string[] = [];

  it('is one run with the new one in the environment: no reply is lost, keepalived is not touched', async () => {
    const active = await pair.settled();
    const before = await keepalived();
    const plan = await run(['plan'], environment(next));
    expect(plan.stdout.match(/replace \/etc\/keepalived\/credentials/g)).toHaveLength(2);
    const { lost, moves } = await pair.measure(async () => {
      const { code, stdout, stderr } = await run(['--yes', '--no-drill', '--verbose'], environment(next));
      expect(code, stdout + stderr).toBe(0);
      said.push(stdout + stderr);
    }, 3000);
    expect({ lost, moves }).toEqual({ lost: 0, moves: 0 });
    expect(await pair.settled()).toBe(active);
    expect(await keepalived()).toEqual(before);
    said.push(plan.stdout + plan.stderr);
    expect(said.filter((text) => text.includes(next.secretKey) || text.includes(old.secretKey))).toEqual([]);
  });

  it('leaves the old one in no file, no backup, no journal and no process', async () => {
    for (const name of names) {
      expect([name, await places(name, old.secretKey), await places(name, old.secretId)]).toEqual([name, [], []]);
      expect([name, await places(name, next.secretKey)]).toEqual([name, ['/etc/keepalived/credentials']]);
    }
  });

  it('lets the old one be deleted: the hooks call with the new one, move the VIP with it, and verify passes', async () => {
    await pair.lab.cloud.change({ kind: 'delete-key', secretId: old.secretId });
    const from = Date.now();
    const verified = await run(['verify'], environment(next));
    expect(verified.code, verified.stdout).toBe(0);
    const { lost, moves } = await pair.measure(async () => {
      const { code, stdout, stderr } = await run(['switchover'], environment(next));
      expect(code, stdout + stderr).toBe(0);
    });
    expect({ lost, moves }).toEqual({ lost: 0, moves: 1 });
    const calls = (await pair.lab.cloud.calls()).filter(({ at, caller }) => at > from && caller.kind !== 'operator');
    expect(calls.length).toBeGreaterThan(5);
    expect(new Set(calls.map(({ caller }) => caller.secretId))).toEqual(new Set([next.secretId]));
    expect((await run(['--yes', '--no-drill'], environment(next))).stdout).toContain('Nothing to change');
  });

  it('changes nothing where the new one is mistyped or already deleted', async () => {
    for (const key of [old, { ...next, secretKey: 'labNextSecretKey000000000000typo' }]) {
      const { code, stdout, stderr } = await run(['--yes', '--no-drill'], environment(key));
      expect(code, stdout + stderr).toBe(2);
      for (const name of names) expect(await places(name, key.secretKey)).toEqual([]);
    }
    const verified = await run(['verify'], environment(next));
    expect(verified.code, verified.stdout).toBe(0);
  });
});
