import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ConnectedHost, connectHost } from '../../src/adapters/ssh/connect.js';
import type { SshQuestions } from '../../src/adapters/ssh/questions.js';
import { Secret } from '../../src/cluster/secret.js';
import { answering } from '../fakes/questions.js';
import { describeLab } from './needs-lab.js';
import { accountPassword, type Sshd, startSshd } from './sshd.js';

/** Users of every trouble, in a copy of the lab's image; each may log in by the test's key. */
const people = `for user in asked wantstty both dashed; do
  chroot $root useradd --create-home --shell /bin/bash $user
  chroot $root usermod --password "$(chroot $root getent shadow ubuntu | cut -d: -f2)" $user
done
printf '%s\\n' 'asked ALL=(ALL) ALL' 'wantstty ALL=(ALL) NOPASSWD: ALL' 'both ALL=(ALL) ALL' \
  'dashed ALL=(ALL) NOPASSWD: ALL' 'Defaults:wantstty requiretty' 'Defaults:both requiretty' \
  'Defaults lecture=always' >$root/etc/sudoers.d/people
chroot $root usermod --shell /bin/sh dashed
cat >$root/home/wantstty/.bashrc <<'END'
echo 'welcome to this noisy host'; echo 'with errors' >&2; printf 'and no end of line'
export LANG=zh_CN.GB18030 LC_ALL=zh_CN.GB18030
END
cp $root/home/wantstty/.bashrc $root/home/asked/.bashrc
chroot $root sh -c 'cp /home/wantstty/.bashrc ~root'
mkdir $root/small $root/frozen
mount -t tmpfs -o size=64k small $root/small
mount -t tmpfs frozen $root/frozen
echo old >$root/frozen/file
mount -o remount,ro $root/frozen
echo 'Unauthorised use is forbidden' >$root/etc/banner
`;

describeLab('hosts with habits of their own', () => {
  let sshd: Sshd;
  const open: ConnectedHost[] = [];
  beforeAll(async () => {
    sshd = await startSshd(['Banner /etc/banner'], people);
  });
  afterAll(async () => {
    await Promise.all(open.map((host) => host.close()));
    await sshd?.stop();
  });

  async function connect(user: string, questions: SshQuestions = answering()): Promise<ConnectedHost> {
    const ssh = { host: '127.0.0.1', port: sshd.port, user, hostKeys: 'strict' as const };
    const around = { home: sshd.home, env: {}, systemFolder: sshd.folder, onWarning: () => undefined };
    const host = await connectHost({ node: 'a', label: 'ins-labnode1', ssh, questions, ...around });
    open.push(host);
    return host;
  }

  const given = answering({ sudoPassword: async () => new Secret(accountPassword) });

  async function behaves(host: ConnectedHost): Promise<void> {
    const script = 'cat; printf "%s|" "$@"; id -u; echo oh >&2; exit 3';
    const stdin = "first line\nit's\x01\x03\x04 é\n\nno end";
    const said = await host.run(['sh', '-c', script, 'sh', "it's", '!!', '\\'], { stdin });
    expect(said).toEqual({ code: 3, stdout: `${stdin}it's|!!|\\|0\n`, stderr: 'oh\n' });
    expect(await host.read(['true'])).toMatchObject({ code: 0, stdout: '' });
    const lines: string[] = [];
    await host.run(['printf', 'one\\ntwo\\n'], { onLine: (line) => lines.push(line) });
    expect(lines.filter((line) => line !== '')).toEqual(['one', 'two']);
    const path = join(sshd.folder, `written-${open.length}`);
    const content = "x é !'\\\n".repeat(20_000);
    await host.writeFile({ path, content, mode: 0o600 });
    expect(readFileSync(path, 'utf8')).toBe(content);
  }

  test.each(['root', 'wantstty', 'dashed'])('%s', async (user) => behaves(await connect(user)));

  test.each(['asked', 'both'])('%s, who needs a password for sudo', async (user) =>
    behaves(await connect(user, given)),
  );

  test('a wrong password for sudo is asked for again, and none is said', async () => {
    for (const user of ['asked', 'both']) {
      const sudoPassword = async (_: unknown, attempt: number) => new Secret(attempt === 1 ? 'wrong' : accountPassword);
      await connect(user, answering({ sudoPassword }));
      await expect(connect(user)).rejects.toMatchObject({
        kind: 'sudo',
        message: expect.stringContaining('a password is required'),
        hint: expect.stringContaining('HA_SETUP_SUDO_PASSWORD'),
      });
    }
  }, 60_000);

  test('the password is in no command line while a command runs', async () => {
    for (const user of ['asked', 'both']) {
      const host = await connect(user, given);
      const running = host.run(['sleep', '1']);
      const seen = new Set<string>();
      const end = Date.now() + 800;
      while (Date.now() < end) {
        for (const line of commandLines()) seen.add(line);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      await running;
      expect([...seen].some((line) => line.includes('sleep 1'))).toBe(true);
      expect([...seen].filter((line) => line.includes(accountPassword))).toEqual([]);
    }
  });

  test('a full disk: nothing is half written, and the old file stays', async () => {
    const host = await connect('root');
    await host.writeFile({ path: '/small/file', content: 'old', mode: 0o600 });
    const full = host.writeFile({ path: '/small/file', content: 'x'.repeat(200_000), mode: 0o600 });
    await expect(full).rejects.toMatchObject({
      kind: 'write',
      message: expect.stringContaining('No space left on device'),
    });
    expect((await host.read(['sh', '-c', 'ls -A /small; cat /small/file'])).stdout).toBe('file\nold');
  });

  test('a read-only file system', async () => {
    const host = await connect('root');
    const frozen = host.writeFile({ path: '/frozen/file', content: 'new', mode: 0o600 });
    await expect(frozen).rejects.toMatchObject({
      kind: 'write',
      message: expect.stringContaining('Read-only file system'),
      hint: expect.stringContaining('read-only'),
    });
    expect((await host.read(['sh', '-c', 'ls -A /frozen; cat /frozen/file'])).stdout).toBe('file\nold\n');
  });
});

function commandLines(): readonly string[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((pid) => {
      try {
        return [readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')];
      } catch {
        return [];
      }
    });
}
