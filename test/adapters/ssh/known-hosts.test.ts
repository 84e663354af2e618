import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fingerprint, keyType } from '../../../src/adapters/ssh/key-blob.js';
import { judge, knownHostsName, knownKeyTypes, parseKnownHosts } from '../../../src/adapters/ssh/known-hosts.js';

// One ed25519 key, and the two lines that `ssh-keygen -H` made of it for [example.org]:2222 and 10.0.1.16.
const base64 = 'AAAAC3NzaC1lZDI1NTE5AAAAICSh7AYn/1OT0DgUDpTK/OSy1Mko20w6ZgeFx3frQ4OI';
const key = Buffer.from(base64, 'base64');
const hashed = `|1|hzSPH3L77JdpDc/shrmEPpAlYpI=|+qV46/zwAC9GciaL25njo/jtSA0= ssh-ed25519 ${base64}
|1|Yo+CzI3gaJom+MrKTI6g/DeURas=|bl8cfNDQL7yguiVXXTp+uoKKwWw= ssh-ed25519 ${base64}
`;

/** A key of this type that has its right parts. */
function blob(type: string, fill: number): Buffer {
  const parts = type === 'ssh-rsa' ? [Buffer.from([1, 0, 1]), Buffer.alloc(36, fill)] : [Buffer.alloc(32, fill)];
  const string = (bytes: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  return Buffer.concat([Buffer.from(type), ...parts].map(string));
}
const other = blob('ssh-ed25519', 1);
const rsa = blob('ssh-rsa', 2);
const row = (names: string, bytes: Buffer, marker = '') =>
  `${marker}${names} ${keyType(bytes)} ${bytes.toString('base64')}\n`;
const verdict = (text: string, host: string, port = 22, shown: Buffer = key) =>
  judge(parseKnownHosts(text, 'kh'), host, port, shown);

test('the fingerprint is ssh-keygen’s', () => {
  expect(fingerprint(key)).toBe('SHA256:xitgmHZ4ioFoGHYgNeh2Dxky9dtOkcjrIwa3awad2ks');
});

describe('names', () => {
  test.each([
    ['plain', '10.0.1.16', '10.0.1.16', 22],
    ['one of several', 'web,10.0.1.16', '10.0.1.16', 22],
    ['with a port', '[10.0.1.16]:2222', '10.0.1.16', 2222],
    ['any letter case', 'Web.Example', 'wEB.eXAMPLE', 22],
    ['a pattern', '*.example.org', 'a.example.org', 22],
    ['one letter', 'web?', 'web1', 22],
    ['the bare name, though another port is asked', '10.0.1.16', '10.0.1.16', 2222],
  ])('%s', (_what, names, host, port) => {
    expect(verdict(row(names, key), host, port)).toEqual({ kind: 'known' });
  });

  test.each([
    ['another host', '10.0.1.17', '10.0.1.16', 22],
    ['a longer address', '10.0.1.100', '10.0.1.10', 22],
    ['another port', '[10.0.1.16]:2222', '10.0.1.16', 2223],
    ['a port where none is asked', '[10.0.1.16]:2222', '10.0.1.16', 22],
    ['a pattern with an exception', '*.example.org,!bad.example.org', 'bad.example.org', 22],
    ['an exception that comes first', '!bad.example.org,*.example.org', 'bad.example.org', 22],
    ['a dot is no pattern', '10.0.1.16', '10a0b1c16', 22],
  ])('not: %s', (_what, names, host, port) => {
    expect(verdict(row(names, key), host, port)).toEqual({ kind: 'unknown' });
  });

  test('hashed by ssh-keygen', () => {
    expect(verdict(hashed, 'example.org', 2222)).toEqual({ kind: 'known' });
    expect(verdict(hashed, '10.0.1.16')).toEqual({ kind: 'known' });
    expect(verdict(hashed, 'example.org')).toEqual({ kind: 'unknown' });
    expect(verdict(hashed, '10.0.1.17')).toEqual({ kind: 'unknown' });
  });

  test('what is written for a host is found for it and for no other port', () => {
    const host = fc.oneof(fc.ipV4(), fc.domain(), fc.ipV6());
    fc.assert(
      fc.property(host, fc.integer({ min: 1, max: 65_535 }), (name, port) => {
        const text = row(knownHostsName(name, port), key);
        expect(verdict(text, name, port)).toEqual({ kind: 'known' });
        expect(verdict(text, name, port, other)).toMatchObject({ kind: 'changed' });
        if (port !== 22) expect(verdict(text, name, port === 1 ? 2 : port - 1)).toEqual({ kind: 'unknown' });
      }),
    );
  });
});

describe('verdicts', () => {
  test('another key of the same type: changed, with its file and line', () => {
    const text = `# a comment\n\n${row('h', rsa)}${row('h', other)}`;
    expect(verdict(text, 'h')).toMatchObject({ kind: 'changed', entry: { file: 'kh', line: 4, type: 'ssh-ed25519' } });
  });

  test('only keys of other types: changed as well, for a stranger could choose its type', () => {
    expect(verdict(row('h', rsa), 'h')).toMatchObject({ kind: 'changed', entry: { line: 1, type: 'ssh-rsa' } });
  });

  test('one of several keys', () => {
    expect(verdict(row('h', other) + row('h', rsa) + row('h', key), 'h')).toEqual({ kind: 'known' });
  });

  test('a bare name with another key says nothing of another port', () => {
    expect(verdict(row('h', other), 'h', 2222)).toEqual({ kind: 'unknown' });
  });

  test('the bare name recognises no server that has other keys under its name with the port', () => {
    expect(verdict(row('[h]:2222', other) + row('h', key), 'h', 2222)).toMatchObject({
      kind: 'changed',
      entry: { line: 1 },
    });
    expect(verdict(row('h', key), 'h', 2222)).toEqual({ kind: 'known' });
  });

  test('a revoked key is refused though another line knows it', () => {
    expect(verdict(row('h', key) + row('*', key, '@revoked '), 'h')).toMatchObject({
      kind: 'revoked',
      entry: { line: 2 },
    });
  });

  test('a revocation of another key changes nothing', () => {
    expect(verdict(row('h', key) + row('h', other, '@revoked '), 'h')).toEqual({ kind: 'known' });
    expect(verdict(row('h', other, '@revoked '), 'h')).toEqual({ kind: 'unknown' });
  });

  test('an authority is named, and its key is no host’s key', () => {
    const text = row('*.example.org', key, '@cert-authority ');
    expect(verdict(text, 'a.example.org')).toMatchObject({ kind: 'unknown', certAuthority: { line: 1 } });
    expect(verdict(text, 'a.other.org')).toEqual({ kind: 'unknown' });
  });
});

describe('lines that cannot be read are left out', () => {
  test.each([
    ['a comment', `# ${row('h', key)}`],
    ['no key', 'h ssh-ed25519\n'],
    ['a type that is not the key’s', `h ssh-rsa ${base64}\n`],
    ['garbage for a key', 'h ssh-ed25519 !!!!\n'],
    ['junk behind the key', `h ssh-ed25519 ${base64}!!junk\n`],
    ['a key without its end', `h ssh-ed25519 ${base64.slice(0, -8)}\n`],
    ['a key with more behind its end', `h ssh-ed25519 ${Buffer.concat([key, Buffer.alloc(6)]).toString('base64')}\n`],
    ['two markers', row('h', key, '@revoked @revoked ')],
    ['an unknown marker', row('h', key, '@later ')],
    ['a hash that is cut short', `|1|abc ssh-ed25519 ${base64}\n`],
  ])('%s', (_what, text) => {
    expect(verdict(text, 'h')).toEqual({ kind: 'unknown' });
  });

  test('nor does any text make it fail', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void verdict(text, 'h')));
  });

  test('Windows line ends and trailing comments', () => {
    expect(verdict(`h ssh-ed25519 ${base64} me@home\r\n`, 'h')).toEqual({ kind: 'known' });
  });
});

test('the known types are those of the very name, else of the bare one', () => {
  const entries = parseKnownHosts(row('[h]:2222', key) + row('h', rsa) + row('h', other, '@revoked '), 'kh');
  expect(knownKeyTypes(entries, 'h', 2222)).toEqual(['ssh-ed25519']);
  expect(knownKeyTypes(entries, 'h', 22)).toEqual(['ssh-rsa']);
  expect(knownKeyTypes(entries, 'h', 2223)).toEqual(['ssh-rsa']);
  expect(knownKeyTypes(entries, 'g', 22)).toEqual([]);
});
