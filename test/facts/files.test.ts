import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { gather } from '../../src/facts/fact.js';
import { filesFact, parseFiles } from '../../src/facts/files.js';
import { localReader } from './local-reader.js';

const folder = mkdtempSync(join(tmpdir(), 'ha-setup-files-'));
afterAll(() => rmSync(folder, { recursive: true }));

const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');
const ask = async (...paths: string[]) => (await gather(localReader, { files: filesFact(paths) })).files;

test('content, mode, owner and time of several files in one go; a missing one is missing', async () => {
  const one = join(folder, 'one file.conf');
  const empty = join(folder, 'empty');
  const content = 'line\n| pipe \\ backslash é\n\n';
  writeFileSync(one, content);
  chmodSync(one, 0o640);
  writeFileSync(empty, '');
  const { uid, gid, mtimeMs } = statSync(one);
  const files = await ask(one, join(folder, 'absent'), empty);
  expect(Object.keys(files)).toEqual([one, empty]);
  const { mtimeMs: found, ...rest } = files[one] ?? {};
  expect(rest).toEqual({
    kind: 'file',
    mode: 0o640,
    uid,
    gid,
    size: Buffer.byteLength(content),
    sha256: sha256(content),
    content,
  });
  expect(Math.abs((found ?? 0) - mtimeMs)).toBeLessThan(2);
  expect(files[empty]).toMatchObject({ kind: 'file', size: 0, content: '', sha256: sha256('') });
});

test('a large file comes as its hash', async () => {
  const large = join(folder, 'large');
  const content = Buffer.alloc(270_000, 'x');
  writeFileSync(large, content);
  const state = (await ask(large))[large];
  expect(state).toMatchObject({ size: 270_000, sha256: sha256(content) });
  expect(state).not.toHaveProperty('content');
});

test('the hash of a file that is no text is that of its bytes', async () => {
  const binary = join(folder, 'binary');
  const bytes = Buffer.from([0, 255, 10, 128, 0]);
  writeFileSync(binary, bytes);
  expect((await ask(binary))[binary]).toMatchObject({ size: 5, sha256: sha256(bytes) });
});

test('folders, links and set-id bits', async () => {
  const directory = join(folder, 'dir');
  const link = join(folder, 'link');
  const dangling = join(folder, 'dangling');
  mkdirSync(directory);
  chmodSync(directory, 0o2750);
  writeFileSync(join(folder, 'aim'), 'aim');
  symlinkSync('aim', link);
  symlinkSync('nowhere', dangling);
  const files = await ask(directory, link, dangling, '/dev/null');
  expect(files[directory]).toMatchObject({ kind: 'directory', mode: 0o2750 });
  expect(files[link]).toMatchObject({ kind: 'file', content: 'aim', target: 'aim' });
  expect(files[dangling]).toBeUndefined();
  expect(files['/dev/null']).toMatchObject({ kind: 'other' });
});

test('nothing there at all', async () => {
  expect(await ask(join(folder, 'no', 'such'))).toEqual({});
});

test('a path that the listing could not carry is refused', () => {
  for (const path of ['relative', '/with\nnewline', '/blank ']) expect(() => filesFact([path])).toThrow(RangeError);
});

test('a listing that is cut short makes no sense', () => {
  expect(() => parseFiles('entry 1 644 0 0 1.0 regular file\n')).toThrow('cut short');
});
