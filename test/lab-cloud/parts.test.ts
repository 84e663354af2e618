import { execFileSync } from 'node:child_process';
import { createHash, createHmac, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiNames, ensureAuthority, issueServerCertificate } from '../../src/lab/cloud/certificates.js';
import { createRepositoryServer } from '../../src/lab/cloud/repository.js';
import { parseDeclarations, schemaOf } from '../../src/lab/cloud/schema.js';
import { verifySignature } from '../../src/lab/cloud/tc3.js';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'ha-setup-parts-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

describe('certificates', () => {
  it('come from an authority that is made once, and hold for every name of the API', async () => {
    const authority = await ensureAuthority(join(dir, 'ca'));
    const before = readFileSync(authority.certificate, 'utf8');
    expect(await ensureAuthority(join(dir, 'ca'))).toEqual(authority);
    expect(readFileSync(authority.certificate, 'utf8')).toBe(before);
    const { certificate } = await issueServerCertificate(join(dir, 'server'), apiNames, authority);
    const issued = new X509Certificate(readFileSync(certificate));
    for (const name of apiNames) expect(issued.checkHost(name)).toBe(name);
    expect(issued.checkHost('example.com')).toBeUndefined();
    const verified = execFileSync('openssl', ['verify', '-x509_strict', '-CAfile', authority.certificate, certificate]);
    expect(verified.toString()).toContain('OK');
  });
});

describe('declarations', () => {
  it('are read without being misled by comments', () => {
    const schema = parseDeclarations(
      [
        'export interface One {',
        '    /**',
        '     * text',
        '    Fake: string;',
        '     */',
        '    Real?: Array<Two>;',
        '    /** short */',
        '    Must: number | bigint;',
        '}',
        'export type Three = null;',
      ].join('\n'),
    );
    expect([...(schema.get('One') ?? [])]).toEqual([
      ['Real', { type: 'Array<Two>', optional: true }],
      ['Must', { type: 'number | bigint', optional: false }],
    ]);
    expect(schema.get('Three')?.size).toBe(0);
  });

  it('of the SDK hold every request and reply, and types that are declared', () => {
    const simple = /^(string|number|boolean|number \| bigint)$/;
    for (const service of ['vpc', 'cvm']) {
      const schema = schemaOf(service);
      expect(schema.size).toBeGreaterThan(200);
      for (const fields of schema.values()) {
        for (const { type } of fields.values()) {
          const bare = type.replaceAll(/^(Array<)+|>+$/g, '');
          expect(simple.test(bare) || schema.has(bare), type).toBe(true);
        }
      }
    }
  });
});

describe('signatures', () => {
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const key = { secretId: 'AKIDone', secretKey: 'secret' };
  const timestamp = 1_700_000_000;
  const body = '{"Limit":1}';

  /** Signs by hand, with one more header than the SDK signs. */
  function sign(overrides: { names?: string; type?: string; date?: string; service?: string } = {}) {
    const { names = 'content-type;host;x-tc-action', type = 'Application/JSON; charset=utf-8' } = overrides;
    const { date = '2023-11-14', service = 'vpc' } = overrides;
    const headers: Record<string, string> = {
      'content-type': type,
      host: 'vpc.tencentcloudapi.com',
      'x-tc-action': 'DescribeVpcs',
      'x-tc-timestamp': String(timestamp),
    };
    const lines = names.split(';').map((name) => `${name}:${(headers[name] ?? '').toLowerCase()}\n`);
    const canonical = ['POST', '/', '', lines.join(''), names, sha256(body)].join('\n');
    const scope = `${date}/${service}/tc3_request`;
    const text = ['TC3-HMAC-SHA256', timestamp, scope, sha256(canonical)].join('\n');
    const signature = hmac(hmac(hmac(hmac('TC3secret', date), service), 'tc3_request'), text).toString('hex');
    const authorization = `TC3-HMAC-SHA256 Credential=AKIDone/${scope}, SignedHeaders=${names}, Signature=${signature}`;
    const signed: Record<string, string> = { ...headers, authorization };
    return { method: 'POST', path: '/', headers: signed, body: Buffer.from(body) };
  }
  const verify = (call: ReturnType<typeof sign>, now = timestamp * 1000) => {
    try {
      return verifySignature(call, 'vpc', now, (id) => (id === key.secretId ? key : undefined)).secretId;
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  it('are taken in every form that is documented', () => {
    expect(verify(sign())).toBe('AKIDone');
    expect(verify(sign({ names: 'content-type;host' }))).toBe('AKIDone');
    expect(verify(sign(), (timestamp + 300) * 1000)).toBe('AKIDone');
  });

  it('are refused in every other', () => {
    expect(verify(sign(), (timestamp + 301) * 1000)).toBe('AuthFailure.SignatureExpire');
    expect(verify({ ...sign(), body: Buffer.from('{}') })).toBe('AuthFailure.SignatureFailure');
    expect(verify(sign({ date: '2023-11-15' }))).toBe('AuthFailure.SignatureFailure');
    expect(verify(sign({ service: 'cvm' }))).toBe('AuthFailure.SignatureFailure');
    expect(verify(sign({ names: 'host;x-tc-action' }))).toBe('AuthFailure.InvalidAuthorization');
    expect(verify(sign({ names: 'host;content-type' }))).toBe('AuthFailure.InvalidAuthorization');
    const other = sign();
    expect(verify({ ...other, headers: { ...other.headers, 'x-tc-action': 'DescribeSubnets' } })).toBe(
      'AuthFailure.SignatureFailure',
    );
    expect(verify({ ...other, headers: { ...other.headers, authorization: 'Basic abc' } })).toBe(
      'AuthFailure.InvalidAuthorization',
    );
  });
});

describe('the package repository', () => {
  it('serves files as they are, and nothing outside its folder', async () => {
    writeFileSync(join(dir, 'Packages'), 'Package: keepalived\n');
    const server = createRepositoryServer(join(dir));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      const answer = await fetch(`${url}/./Packages`);
      expect([answer.status, await answer.text()]).toEqual([200, 'Package: keepalived\n']);
      const unchanged = await fetch(`${url}/Packages`, {
        headers: { 'if-modified-since': answer.headers.get('last-modified') ?? '' },
      });
      expect(unchanged.status).toBe(304);
      expect((await fetch(`${url}/InRelease`)).status).toBe(404);
      expect((await fetch(`${url}/..%2f..%2fetc%2fpasswd`)).status).toBe(404);
    } finally {
      server.close();
    }
  });
});
