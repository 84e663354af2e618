import { describe, expect, test } from 'vitest';
import type { HostApi } from '../../src/checks/context.js';
import { toPublished } from '../../src/checks/finding.js';
import { runVerify } from '../../src/checks/run.js';
import { paths } from '../../src/cluster/names.js';
import { Secret } from '../../src/cluster/secret.js';
import { CloudError, HostError } from '../../src/errors.js';
import type { HostAudit } from '../../src/facts/audit.js';
import type { Pair } from '../../src/pair/pair.js';
import type { CloudReader, Proof } from '../../src/ports/cloud.js';
import { changeHost, contextOf, healthyPair } from '../fakes/pair.js';
import { as } from '../fakes/view.js';

function api(migrate: Proof | Error = 'allowed', expiresAtMs?: number): HostApi {
  const proveMay = async () => {
    if (migrate instanceof Error) throw migrate;
    return migrate;
  };
  const credentials = {
    secretId: 'AKID',
    secretKey: new Secret('k'),
    source: 'the CAM role ha',
    ...(expiresAtMs !== undefined && { expiresAtMs }),
  };
  return { credentials: async () => credentials, cloud: () => as<CloudReader>({ proveMay }) };
}

const nowMs = contextOf(healthyPair()).now();

async function ill(pair: Pair<'audit'>, apis: { a?: HostApi; b?: HostApi } = { a: api(), b: api() }) {
  return (await runVerify(contextOf(pair, { apis }))).map(toPublished).filter(({ level }) => level !== 'ok');
}

test('a healthy pair has nothing to report', async () => {
  expect(await ill(healthyPair())).toEqual([]);
});

const hostRows: readonly (readonly [string, Partial<HostAudit>, object])[] = [
  ['another version on one host', { keepalivedVersion: [2, 0, 20] }, { id: 'versions.alike', level: 'warning' }],
  ['a keepalived that is too old', { keepalivedVersion: [1, 2, 0] }, { id: 'versions', level: 'error' }],
  [
    'a full disk',
    { disks: [{ path: '/var/log', freeBytes: 3 * 2 ** 20 }] },
    { id: 'disk', level: 'warning', message: '/var/log has only 3 MiB left' },
  ],
  [
    'hooks that are unhealthy',
    { watch: { state: 'running', faults: { unhealthy: '12.5 port 80 is silent' } } },
    { id: 'hooks.unhealthy', level: 'error', message: 'it may not be active: unhealthy (port 80 is silent)' },
  ],
  [
    'hooks that say nothing',
    { hooks: { complaint: 'SyntaxError' } },
    { id: 'hooks.running', level: 'error', message: 'vip.py status fails: SyntaxError' },
  ],
  ['no record', as({ record: undefined }), { id: 'record', level: 'error' }],
  [
    'a run that changes it',
    { lockHolder: 'root on op' },
    { id: 'run.lock', level: 'warning', message: 'a run is changing the pair now: root on op' },
  ],
  [
    'a keepalived that cannot test',
    { configTest: { verdict: 'unsupported', complaints: [] } },
    { id: 'config.test', level: 'unproven' },
  ],
  ['a pair never failed over', as({ verified: undefined }), { id: 'drills', level: 'unproven' }],
  ['a clock 301 s off', { clockOffsetMs: 301_000 }, { id: 'clock', level: 'error' }],
  ['a clock 61 s off', { clockOffsetMs: -61_000 }, { id: 'clock', level: 'warning' }],
];

describe.each(hostRows)('%s', (_, changes, expected) => {
  test('is reported, with how to repair it', async () => {
    const found = await ill(changeHost(healthyPair(), 'a', changes));
    const check = found.find(({ id }) => id === (expected as { id: string }).id);
    expect(check).toMatchObject(expected);
    if (check?.level !== 'unproven') expect(check?.hint).toBeTruthy();
  });
});

describe('drift', () => {
  const drifted = (mtimeMs: number) => {
    const pair = healthyPair();
    const files = 'known' in pair.hosts.a ? pair.hosts.a.known.files : {};
    const before = files[paths.config];
    const content = before?.content
      ?.replace(/auth_pass .*/, 'auth_pass 0ther1')
      .replace('virtual_router_id 170', 'virtual_router_id 171');
    return changeHost(pair, 'b', {
      files: { ...files, ...as<object>({ [paths.config]: { ...before, content, sha256: 'x', mtimeMs } }) },
    });
  };

  test('says who is newer, and shows no secret', async () => {
    const onHost = (await ill(drifted(1000))).find(({ message }) => message.includes(paths.config));
    expect(onHost?.message).toContain('it was changed there at 1970-01-01T00:00:01Z, after the answers were written');
    expect(onHost?.diff?.join('\n')).toContain('-    virtual_router_id 171');
    expect(JSON.stringify(onHost)).not.toMatch(/0ther1|s3cret99/);
    const desired = (await ill(drifted(100))).find(({ message }) => message.includes(paths.config));
    expect(desired?.message).toContain('are newer than it');
  });
});

describe('what does not answer is a check, and stops no other', () => {
  test('a host', async () => {
    const lost = new HostError('unreachable', 'the host did not answer', { hint: 'see that it runs' });
    const pair = { ...healthyPair(), hosts: { ...healthyPair().hosts, b: { failure: lost } } };
    expect(await ill(pair)).toEqual([
      {
        id: 'ssh',
        level: 'error',
        where: 'ins-aaaaaaa2',
        message: 'the host did not answer',
        hint: 'see that it runs',
      },
    ]);
  });

  test('a host with another key', async () => {
    const changed = new HostError('host-key', 'the host key is not the one that is known', { hint: 'ssh-keygen -R' });
    const pair = { ...healthyPair(), hosts: { ...healthyPair().hosts, b: { failure: changed } } };
    expect((await ill(pair)).map(({ id }) => id)).toEqual(['ssh.host-key']);
  });

  test('the API', async () => {
    const { topology: _, ...pair } = healthyPair();
    const refused = new CloudError('DescribeInstances', 'Network', 'no answer');
    const found = await ill({ ...pair, cloud: { failure: refused } });
    expect(found.map(({ id, level }) => [id, level])).toEqual([['cloud.api', 'error']]);
  });
});

describe("a host's own way to the API", () => {
  test.each([
    ['denied', api('denied'), { id: 'api.may-migrate', level: 'error' }],
    ['nothing shows it', api('unproven'), { id: 'api.may-migrate', level: 'unproven' }],
    [
      'sshd forwards nothing',
      api(new HostError('forwarding', 'no forwarding')),
      { id: 'api.may-migrate', level: 'unproven' },
    ],
    [
      'the key is unknown',
      api(new CloudError('MigratePrivateIpAddress', 'AuthFailure.SecretIdNotFound', 'no such key')),
      { id: 'api.credentials', level: 'error' },
    ],
    ['credentials that ended', api('allowed', nowMs - 1000), { id: 'credentials.expiry', level: 'error' }],
    ['credentials about to end', api('allowed', nowMs + 60_000), { id: 'credentials.expiry', level: 'warning' }],
  ])('%s', async (_, one, expected) => {
    expect(await ill(healthyPair(), { a: one, b: api() })).toMatchObject([expected]);
  });
});
