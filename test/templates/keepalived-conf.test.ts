import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ejs from 'ejs';
import { describe, expect, it } from 'vitest';

const template = fileURLToPath(new URL('../../templates/etc/keepalived/keepalived.conf.ejs', import.meta.url));

const stable = {
  cluster: 'web',
  interface: 'eth0',
  vrid: 51,
  mode: 'stable',
  priority: 50,
  preemptDelay: null,
  selfIp: '10.0.1.16',
  peerIp: '10.0.1.17',
  vip: '10.0.1.100',
  authPass: 'k3bw9xq1',
  fast: false,
  keepalivedVersion: [2, 2, 7],
};
const preferred = { ...stable, mode: 'preferred', preemptDelay: 30 };
const other = { ...stable, mode: 'preferred', priority: 30, selfIp: '10.0.1.17', peerIp: '10.0.1.16' };
const fast = { fast: true, authPass: null };

const models = {
  'stable-1.3.5': { ...stable, keepalivedVersion: [1, 3, 5] },
  'stable-2.0.0': { ...stable, keepalivedVersion: [2, 0, 0] },
  'stable-2.2.7': stable,
  'stable-fast-2.2.7': { ...stable, ...fast },
  'preferred-2.2.7': preferred,
  'preferred-fast-1.3.5': { ...preferred, ...fast, keepalivedVersion: [1, 3, 5] },
  'other-2.2.7': other,
};

function render(model: object): string {
  return ejs.render(readFileSync(template, 'utf8'), model);
}

/** What keepalived says of a configuration, with its interface exchanged for one that is here. */
function test(content: string): { code: number | null; said: string } {
  const folder = mkdtempSync(join(tmpdir(), 'keepalived-'));
  try {
    const path = join(folder, 'keepalived.conf');
    writeFileSync(path, content.replaceAll('eth0', firstInterface()).replaceAll('/etc/keepalived/', `${folder}/`));
    for (const name of ['check_self.sh', 'notify_action.sh']) {
      writeFileSync(join(folder, name), '#!/bin/sh\n', { mode: 0o755 });
    }
    const { status, stdout, stderr } = spawnSync('keepalived', ['-t', '-f', path], { encoding: 'utf8' });
    return { code: status, said: (stdout + stderr).trim() };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function firstInterface(): string {
  return execFileSync('ip', ['-o', 'link'], { encoding: 'utf8' }).match(/^\d+: (?!lo)([^:@]+)/m)?.[1] ?? 'lo';
}

const isInstalled = spawnSync('keepalived', ['--version']).status === 0;

describe('keepalived.conf', () => {
  it.each(Object.entries(models))('%s', async (name, model) => {
    await expect(render(model)).toMatchFileSnapshot(`golden/keepalived-${name}.conf`);
  });

  it('says who manages it in its first line', () => {
    expect(render(stable).split('\n')[0]).toMatch(/^# Managed by ha-setup \(cluster web\)\. /);
  });

  it('asks old versions for nothing that they do not know', () => {
    const old = render(models['stable-1.3.5']);
    for (const word of ['rx_lower_pri', 'no_email_faults', 'track_src_ip', 'max_auto']) expect(old).not.toContain(word);
  });

  it.runIf(isInstalled).each([
    ['stable', stable],
    ['stable, fast', models['stable-fast-2.2.7']],
    ['preferred', preferred],
    ['preferred, fast', { ...preferred, ...fast }],
    ['the other one', other],
  ])('%s passes keepalived -t without a word', (_, model) => {
    expect(test(render(model))).toEqual({ code: 0, said: '' });
  });

  it.runIf(isInstalled)('a broken one does not pass', () => {
    expect(test(render(stable).replace('priority 50', 'priority fifty')).code).not.toBe(0);
  });
});
