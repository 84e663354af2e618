import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ConnectedHost, connectHost } from '../../src/adapters/ssh/connect.js';
import { withLock } from '../../src/run/lock.js';
import { answering } from '../fakes/questions.js';
import { describeLab } from './needs-lab.js';
import { type Sshd, startSshd } from './sshd.js';

describeLab('the lock of a run', () => {
  let sshd: Sshd;
  const open: ConnectedHost[] = [];
  beforeAll(async () => {
    sshd = await startSshd();
  });
  afterAll(async () => {
    await Promise.all(open.map((host) => host.close()));
    await sshd?.stop();
  });

  async function connect(): Promise<ConnectedHost> {
    const ssh = { host: '127.0.0.1', port: sshd.port, user: 'root', hostKeys: 'strict' as const };
    const around = { home: sshd.home, env: {}, systemFolder: sshd.folder, onWarning: () => undefined };
    const host = await connectHost({ node: 'a', label: 'ins-labnode1', ssh, questions: answering(), ...around });
    open.push(host);
    return host;
  }

  test('is taken again by the same run after its connection was cut, and keeps others out', async () => {
    const [mine, theirs] = await Promise.all([connect(), connect()]);
    const intrude = () => withLock(theirs, 'ins-labnode1', 'them', async () => 'in');
    const said = await withLock(mine, 'ins-labnode1', 'me since now', async () => {
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
