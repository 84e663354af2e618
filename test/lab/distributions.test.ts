import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Lab, startLab } from '../../src/lab/lab.js';
import { renderHooks } from '../../src/operations/templates.js';
import { packageFolder } from '../../src/root.js';
import { describeLab } from './needs-lab.js';
import { firstElection, owners, runJson } from './product.js';

/** Another program has dpkg's lock, as unattended-upgrades has at a first boot; a host without python3 has perl. */
const holdDpkg =
  'use Fcntl; open(F, ">>", "/var/lib/dpkg/lock-frontend"); $l = pack("s s x4 l! l! i x4", F_WRLCK, 0, 0, 0, 0); fcntl(F, F_SETLK, $l) or die; sleep 30';
/** The same for dnf, whose lock is a file with the pid of a process that lives. */
const holdDnf = 'mkdir -p /var/lib/dnf; setsid sleep 15 >/dev/null 2>&1 & echo $! >/var/lib/dnf/rpmdb_lock.pid';

describeLab('a pair of TencentOS with dnf and a later Debian', () => {
  let lab: Lab;
  let answers: string;
  const sh = async (name: 'a' | 'b', script: string) =>
    (await lab.machines[name].exec(['sh', '-c', script])).stdout.trim();

  beforeAll(async () => {
    lab = await startLab({ systems: { a: 'tencentos', b: 'debian-13' }, knobs: { landingMs: 500 } });
    answers = await lab.answers({});
  });
  afterAll(() => lab?.close());

  it('is refused where its sources do not have keepalived, with the reason and what to do', async () => {
    await sh('a', 'echo excludepkgs=keepalived >>/etc/dnf/dnf.conf');
    await sh('b', 'printf "Package: keepalived\\nPin: release *\\nPin-Priority: -1\\n" >/etc/apt/preferences.d/no');
    const { code, stderr } = await lab.run(['plan', '--answers', answers]);
    await sh('a', 'sed -i /excludepkgs/d /etc/dnf/dnf.conf');
    await sh('b', 'rm /etc/apt/preferences.d/no');
    expect(code).toBe(2);
    expect(stderr).toContain('ins-labnode1: dnf cannot install keepalived there:');
    expect(stderr).toContain('look for exclude= or excludepkgs=');
    expect(stderr).toContain('ins-labnode2: apt-get cannot install keepalived and python3 there:');
    expect(stderr).toContain('look for a pin (apt-cache policy keepalived)');
  });

  it('is set up and failed over, waiting for others who use the package managers, and going on without a broken source', async () => {
    await sh(
      'a',
      'printf "[other]\\nname=Other\\nbaseurl=http://packages.lab/nothing\\ngpgcheck=0\\n" >/etc/yum.repos.d/other.repo',
    );
    await sh('a', holdDnf);
    await sh('b', `setsid perl -e '${holdDpkg}' >/dev/null 2>&1 & sleep 1`);
    const { code, result, stderr } = await runJson(lab, ['--answers', answers, '--yes']);
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('ins-labnode1: dnf cannot read other there, and goes on without it');
    expect(stderr).toContain('ins-labnode1: packages: waiting: dnf is in use');
    expect(stderr).toMatch(/ins-labnode2: packages: waiting: apt-get is in use by process \d+ \(perl\)/);
    expect(await firstElection(lab, 'b')).toBeLessThan(3);
    expect(result.drills.map(({ kind }) => kind)).toEqual(['graceful', 'crash']);
    expect(result.drills[0]?.outageMs).toBeLessThan(500);
    expect(await owners(lab, result.vip)).toEqual({ cloud: 'b', nic: ['b'], vrrp: ['b'] });
  });

  it('runs its hooks on the interpreter of each host', async () => {
    expect(await sh('a', 'head -n 1 /etc/keepalived/vip.py')).toBe('#!/usr/libexec/platform-python -IS');
    expect(await sh('b', 'head -n 1 /etc/keepalived/vip.py; python3 --version')).toMatch(
      /^#!\/usr\/bin\/python3 -IS\nPython 3\.13/,
    );
  });

  it('has a Python that passes the tests of the hooks', async () => {
    // One suite is of the file as a Chinese pair gets it.
    const folder = mkdtempSync(join(tmpdir(), 'ha-setup-hooks-'));
    writeFileSync(join(folder, 'chinese.py'), renderHooks('zh'));
    const files = ['-C', packageFolder, 'test/hooks', 'templates', '-C', folder, 'chinese.py'];
    const packed = execFileSync('tar', ['-cz', ...files]).toString('base64');
    rmSync(folder, { recursive: true });
    // Three at a time: most of their time is waiting.
    const script = `rm -rf /root/hooks && mkdir /root/hooks && base64 -d | tar -C /root/hooks -xz && cd /root/hooks/test/hooks
      export HA_SETUP_VIP=
      ls test_*.py | xargs -P 3 -I FILE sh -c '
        [ FILE = test_chinese.py ] && HA_SETUP_VIP=/root/hooks/chinese.py || unset HA_SETUP_VIP
        python3 -W ignore -m unittest "$(basename FILE .py)" >FILE.said 2>&1
        tail -n 1 FILE.said >FILE.result; grep -q "^OK" FILE.result || cat FILE.said >&2'
      cat test_*.py.result; rm -r /root/hooks`;
    const { stdout, stderr } = await lab.machines.b.exec(['sh', '-c', script], { stdin: packed });
    const suites = readdirSync(join(packageFolder, 'test/hooks')).filter((file) => /^test_.*\.py$/.test(file));
    expect(stdout.trim().split('\n'), stderr).toEqual(suites.map(() => 'OK'));
  });

  it('has nothing to change in a second run, and passes verify', async () => {
    expect((await runJson(lab, ['--answers', answers, '--yes'])).result).toMatchObject({ changed: 0, drills: [] });
    const { code, stdout, stderr } = await lab.run(['verify', '--answers', answers]);
    expect(code, stdout + stderr).toBe(0);
  });

  it('is taken down: each family removes what it installed', async () => {
    const { code, stdout, stderr } = await lab.run(['uninstall', '--answers', answers, '--yes']);
    expect(code, stdout + stderr).toBe(0);
    const look = 'command -v keepalived; ls -d /etc/keepalived /var/lib/ha-setup 2>/dev/null';
    expect(await sh('a', `${look}; rpm -q keepalived`)).toBe('package keepalived is not installed');
    expect(await sh('b', `${look}; command -v python3`)).toBe('');
  });
});
