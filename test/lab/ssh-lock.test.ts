import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withHostLock } from '../../src/run/lock.js';
import { Logins } from './logins.js';
import { describeLab } from './needs-lab.js';
import { type Sshd, startSshd } from './sshd.js';

describeLab('the lock of a run', () => {
  let sshd: Sshd;
  const logins = new Logins(() => sshd);
  const { connect } = logins;
  beforeAll(async () => {
    sshd = await startSshd();
  });
  afterAll(async () => {
    await logins.close();
    await sshd?.stop();
  });

  test('is taken again by the same run after its connection was cut, and keeps others out', async () => {
    const [mine, theirs] = await Promise.all([connect(), connect()]);
    const heard: string[] = [];
    const onWait = (who: string) => void heard.push(`${who} after ${Math.round((Date.now() - asked) / 1000)} s`);
    let asked = Date.now();
    const intrude = () => {
      asked = Date.now();
      return withHostLock(theirs, 'ins-labnode1', 'them', async () => 'in', onWait);
    };
    const said = await withHostLock(mine, 'ins-labnode1', 'me since now', async () => {
      await expect(intrude()).rejects.toThrow('another run is changing this pair: me since now');
      // It had heard at once what it was to wait for in vain.
      expect(heard).toEqual([expect.stringMatching(/^me since now after [01] s$/)]);
      sshd.cutSessions();
      // Only the same run may take it over while its former self still holds it.
      await sleep(4_000);
      await expect(intrude()).rejects.toThrow('me since now');
      return 'done';
    });
    expect(said).toBe('done');
    expect(await intrude()).toBe('in');
  }, 60_000);
});
