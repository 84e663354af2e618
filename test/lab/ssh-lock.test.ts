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
    const intrude = () => withHostLock(theirs, 'ins-labnode1', 'them', async () => 'in');
    const said = await withHostLock(mine, 'ins-labnode1', 'me since now', async () => {
      await expect(intrude()).rejects.toThrow('another run is changing this pair: me since now');
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
