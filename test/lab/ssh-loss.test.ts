import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Questions } from '../../src/adapters/ssh/questions.js';
import { Secret } from '../../src/cluster/secret.js';
import { Logins } from './logins.js';
import { describeLab } from './needs-lab.js';
import { generateKey, type Sshd, startSshd } from './sshd.js';

describeLab('a connection that is cut', () => {
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
  const where = () => `127.0.0.1:${sshd.port} (ins-labnode1)`;

  test('in mid command: what only reads is repeated, what changes is not', async () => {
    const host = await connect();
    const count = join(sshd.folder, 'count');
    const script = 'echo x >>"$0"; sleep 1; wc -l <"$0"';
    const cut = async () => {
      await sleep(300);
      sshd.cutSessions();
    };
    const [said] = await Promise.all([host.read(['sh', '-c', script, count]), cut()]);
    expect(said).toMatchObject({ code: 0, stdout: '2\n' });
    const changing = host.run(['sh', '-c', script, count]);
    await Promise.all([expect(changing).rejects.toMatchObject({ kind: 'lost', where: where() }), cut()]);
    expect((await host.run(['sh', '-c', 'wc -l <"$0"', count])).stdout).toBe('3\n');
    const forwarded = await host.connect('127.0.0.1', sshd.port);
    forwarded.on('error', () => undefined);
    sshd.cutSessions();
    (await host.connect('127.0.0.1', sshd.port)).destroy();
  });

  test('while a file is written: it is whole, or as it was', async () => {
    const host = await connect();
    const path = join(sshd.folder, 'cut');
    for (let round = 1; round <= 3; round += 1) {
      const content = `${round}`.repeat(4_000_000);
      const cut = sleep(40 * round).then(() => sshd.cutSessions());
      await Promise.all([host.writeFile({ path, content, mode: 0o600 }), cut]);
      expect((await readFile(path, 'utf8')) === content).toBe(true);
    }
    expect((await host.read(['sh', '-c', 'ls -A "$0" | grep -c ha-setup', sshd.folder])).stdout).toBe('0\n');
  });

  test('several commands at once log in again once, with what was answered before', async () => {
    const identityFile = join(sshd.folder, 'locked-again');
    generateKey(identityFile, 'ed25519', 'correct horse');
    await appendFile(join(sshd.folder, 'authorized_keys'), await readFile(`${identityFile}.pub`));
    let asked = 0;
    const password = async () => {
      asked += 1;
      return new Secret('correct horse');
    };
    const questions = new Questions({}, { password, agree: () => Promise.reject(new Error('nothing to agree to')) });
    const host = await connect({ identityFile }, { questions });
    await Promise.all(logins.open.filter((other) => other !== host).map((other) => other.close()));
    sshd.cutSessions();
    const said = await Promise.all([1, 2, 3, 4].map((number) => host.read(['echo', String(number)])));
    expect(said.map(({ stdout }) => stdout.trim())).toEqual(['1', '2', '3', '4']);
    expect(sshd.sessions()).toHaveLength(1);
    expect(asked).toBe(1);
  });

  test('once it is closed it stays closed', async () => {
    const host = await connect();
    await host.close();
    await expect(host.read(['true'])).rejects.toMatchObject({ kind: 'lost' });
    await expect(host.connect('127.0.0.1', 22)).rejects.toMatchObject({ kind: 'lost' });
    await host.close();
  });

  test('a host that is gone for good is waited for once, and then told at once', async () => {
    const other = await startSshd();
    const ssh = {
      port: other.port,
      identityFile: join(other.home, '.ssh/id_ed25519'),
      knownHosts: join(other.home, '.ssh/known_hosts'),
    };
    const host = await connect(ssh, { reconnectMs: 2000 });
    await other.stop();
    await expect(host.read(['true'])).rejects.toMatchObject({
      kind: 'lost',
      message: expect.stringContaining('could not be opened again: the connection was refused'),
      hint: expect.stringContaining('run the same command again'),
    });
    const began = performance.now();
    await expect(host.read(['true'])).rejects.toMatchObject({ kind: 'lost' });
    expect(performance.now() - began).toBeLessThan(5_000);
  }, 90_000);
});
