import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cacheFolder } from '../../src/lab/cache.js';
import { labUin } from '../../src/lab/cloud/seed.js';
import { type Lab, startLab } from '../../src/lab/lab.js';
import { labKeys } from '../../src/lab/operator.js';
import { run } from '../../src/lab/process.js';
import { diskFolder, stateFolder } from '../../src/lab/state.js';
import { describeLab } from './needs-lab.js';
import { attempt, Sampler } from './sampler.js';

const names = ['a', 'b'] as const;
const passphrase = 'canary-passphrase-4711';
const password = 'canary-password-0815';
const wrongPassword = 'canary-typo-2342';

/** What the person who starts a lab has in the environment: a lab needs none of it. */
const usersKey = `canary-of-the-user-${randomBytes(6).toString('hex')}`;
const users = { TENCENTCLOUD_SECRET_KEY: usersKey, TENCENTCLOUD_TOKEN: usersKey, AWS_SECRET_ACCESS_KEY: usersKey };

/** Every secret that is known before the run; what the run draws itself joins them after it. */
const canaries: Record<string, string> = {
  'the operator’s API key': labKeys.operator.secretKey,
  'the hosts’ API key': labKeys.host.secretKey,
  'the passphrase': passphrase,
  'the password of SSH and sudo': password,
  'a password that was wrong': wrongPassword,
  'the key of the user who started the lab': usersKey,
};

describeLab('no secret is anywhere but where it belongs', () => {
  let lab: Lab;
  let sampler: Sampler;
  /** What each run said, by its command line. */
  const said: Record<string, string> = {};
  let answers: string;

  beforeAll(async () => {
    Object.assign(process.env, users);
    lab = await startLab();
    for (const name of names) await lab.machines[name].exec(['sh', '-ec', prepare(name)]);
    execFileSync('ssh-keygen', ['-q', '-p', '-P', '', '-N', passphrase, '-f', lab.operator.identityFile]);
    answers = await lab.answers({ ssh: { user: 'ubuntu' }, hostCredentials: { type: 'key' } });
    sampler = new Sampler(lab);
    const secrets = {
      HA_SETUP_SSH_PASSPHRASE: passphrase,
      HA_SETUP_SSH_PASSWORD: password,
      HA_SETUP_SUDO_PASSWORD: password,
    };
    const run = async (args: readonly string[], env: NodeJS.ProcessEnv = secrets) => {
      const { code, stdout, stderr } = await lab.run([...args, '--answers', answers, '--trace', tracePath()], { env });
      said[`${Object.keys(said).length} ${args.join(' ')}`] = stdout + stderr;
      return code;
    };
    const codes = [
      await run(['--yes', '--verbose'], { ...secrets, HA_SETUP_SUDO_PASSWORD: wrongPassword }),
      await run(['--yes'], {
        ...secrets,
        HA_SETUP_SSH_PASSPHRASE: wrongPassword,
        HA_SETUP_SSH_PASSWORD: wrongPassword,
      }),
      await run(['plan', '--verbose']),
      await run(['--yes', '--verbose']),
      await run(['--yes', '--json', '--no-drill']),
      await run(['verify', '--json', '--report', join(lab.operator.home, 'report.html')]),
      await run(['status', '--json']),
    ];
    // A change of keepalived.conf makes a backup of it.
    answers = await lab.answers({
      ssh: { user: 'ubuntu' },
      hostCredentials: { type: 'key' },
      mode: 'preferred',
      preferred: 'ins-labnode1',
      failback: 1,
    });
    codes.push(await run(['plan', '--verbose']), await run(['--yes', '--verbose', '--no-drill']));
    sampler.stop();
    expect(codes, JSON.stringify(said, null, 1)).toEqual([2, 2, 0, 0, 0, 0, 0, 0, 0]);
    canaries['keepalived’s own password'] = await authPass();
    canaries['the SSH key'] = readFileSync(lab.operator.identityFile, 'utf8').split('\n')[3] ?? '';
  });
  afterAll(async () => {
    for (const name of Object.keys(users)) delete process.env[name];
    sampler?.stop();
    await lab?.close();
  });

  async function authPass(): Promise<string> {
    const { stdout } = await lab.machines.a.exec(['sed', '-n', 's/.*auth_pass //p', '/etc/keepalived/keepalived.conf']);
    return stdout.trim().replace(/^"|"$/g, '');
  }

  const tracePath = () => join(lab.operator.home, 'trace.jsonl');

  /** Which secrets a text holds. */
  const found = (text: string) => Object.keys(canaries).filter((name) => text.includes(canaries[name] ?? ''));

  it('plants and sees what it looks for', () => {
    expect(Object.values(canaries).every((secret) => secret.length >= 8)).toBe(true);
    expect(found(`x${password}x`)).toEqual(['the password of SSH and sudo']);
    expect(sampler.sweeps).toBeGreaterThan(200);
    const lines = [...sampler.lines];
    for (const program of ['sudo\0', 'apt-get\0', 'keepalived\0', 'node\0', 'ping\0', 'sha256sum']) {
      expect(
        lines.some((line) => line.includes(program)),
        program,
      ).toBe(true);
    }
  });

  it('not in the command line of any process, on any machine', () => {
    expect([...sampler.lines].filter((line) => found(line).length > 0)).toEqual([]);
  });

  it('not in the environment of any process that the run started', () => {
    expect([...sampler.environments].filter((environment) => found(environment).length > 0)).toEqual([]);
  });

  it('not in any process of the lab itself: machines, cloud, name service', () => {
    const places = ['cmdline', 'environ'];
    const pids = readdirSync('/proc').filter((pid) => /^\d+$/.test(pid));
    const read = (pid: string, place: string) => attempt(() => readFileSync(`/proc/${pid}/${place}`, 'utf8')) ?? '';
    const ofLab = pids.filter((pid) => read(pid, 'cmdline').includes(lab.id));
    expect(ofLab.length).toBeGreaterThan(4);
    expect(pids.filter((pid) => places.some((place) => read(pid, place).includes(usersKey)))).toEqual([]);
  });

  it('not in anything that the runs said', () => {
    for (const [command, text] of Object.entries(said)) expect([command, found(text)]).toEqual([command, []]);
  });

  it('not in the trace, nor in what it holds in base64; no account either', () => {
    const trace = readFileSync(tracePath(), 'utf8');
    expect(trace.split('\n').length).toBeGreaterThan(200);
    const decoded = (trace.match(/[A-Za-z0-9+/]{16,}={0,2}/g) ?? []).map((run) =>
      Buffer.from(run, 'base64').toString(),
    );
    // The files of the hosts are there, with their secrets taken out.
    expect(decoded.some((text) => /auth_pass \[REDACTED\]/.test(text))).toBe(true);
    for (const text of [trace, ...decoded]) expect(found(text)).toEqual([]);
    expect(trace).not.toContain(labUin);
    expect(trace).not.toMatch(/AKID\w{8}/);
  });

  it('not in any call of the API, but the id of the key that signs it', async () => {
    const calls = await lab.cloud.calls();
    expect(calls.length).toBeGreaterThan(50);
    expect(found(JSON.stringify(calls))).toEqual([]);
  });

  it('on the hosts in two files of root’s alone', async () => {
    for (const name of names) {
      const stdin = `${Object.values(canaries).join('\n')}\n`;
      const search =
        'cat >/dev/shm/p; grep -rlaFf /dev/shm/p /etc /var /run /root /home /tmp /opt /srv /usr/local; journalctl --no-pager -a -o export | grep -aFf /dev/shm/p; rm /dev/shm/p';
      const { stdout } = await lab.machines[name].exec(['sh', '-c', search], { stdin });
      expect(stdout.trim().split('\n').sort()).toEqual([
        '/etc/keepalived/credentials',
        '/etc/keepalived/keepalived.conf',
      ]);
      const modes = await lab.machines[name].exec([
        'stat',
        '-c',
        '%a %U:%G',
        '/etc/keepalived/credentials',
        '/etc/keepalived/keepalived.conf',
      ]);
      expect(modes.stdout).toBe('600 root:root\n600 root:root\n');
      const backup = await lab.machines[name].exec(['sh', '-c', 'grep -rh auth_pass /var/lib/ha-setup/backups']);
      expect(backup.stdout.trim()).toBe('auth_pass [REDACTED]');
    }
  });

  it('nor in any file of the operator but the key itself', () => {
    const folder = join(lab.operator.home, '..');
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const leaking = files
      .map((entry) => join(entry.parentPath, entry.name))
      // What the stand-in for the cloud knows of its own accounts.
      .filter((path) => !path.endsWith('/cloud.json'))
      .filter((path) => found(attempt(() => readFileSync(path, 'latin1')) ?? '').length > 0);
    expect(leaking).toEqual([lab.operator.identityFile]);
  });

  it('nor on the disks of the machines, as this one sees them, but in those two; nobody else may look there', async () => {
    const disks = diskFolder(lab.id);
    const upper = names.map((name) => join(disks, name, 'upper'));
    const { stdout } = await run(['grep', '-rlaFf', '-', ...upper], {
      stdin: `${Object.values(canaries).join('\n')}\n`,
    });
    expect(stdout.trim().split('\n').sort()).toEqual(
      upper.flatMap((folder) => ['credentials', 'keepalived.conf'].map((file) => join(folder, 'etc/keepalived', file))),
    );
    const folders = [disks, stateFolder(lab.id), join(cacheFolder, 'authority/ca.key')];
    const nobody = ['setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups'] as const;
    const seen = await run([...nobody, 'find', ...folders, '-type', 'f', '-readable']);
    expect(seen.stdout).toBe('');
    expect(seen.stderr).toContain('Permission denied');
  });

  it('and what the hooks log may be read by adm, not by the world', async () => {
    const { stdout } = await lab.machines.a.exec([
      'stat',
      '-c',
      '%a %U:%G',
      '/var/log/keepalived.log',
      '/run/ha-setup',
      '/var/lib/ha-setup',
    ]);
    expect(stdout).toBe('640 root:adm\n755 root:root\n755 root:root\n');
  });
});

/** One host lets in by the key, the other by password alone; sudo asks on both. */
function prepare(name: (typeof names)[number]): string {
  return `echo 'ubuntu:${password}' | chpasswd
echo 'ubuntu ALL=(ALL) ALL' >/etc/sudoers.d/ubuntu
${name === 'b' ? 'rm /home/ubuntu/.ssh/authorized_keys; echo PasswordAuthentication yes >/etc/ssh/sshd_config.d/password.conf; systemctl reload ssh' : ''}`;
}
