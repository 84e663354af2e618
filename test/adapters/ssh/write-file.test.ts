import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeFileCommand } from '../../../src/adapters/ssh/write-file.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ha-setup-write-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, content: string, mode: number, sent = content) {
  const { argv, stdin } = writeFileCommand({ path, content, mode });
  const [command, ...words] = argv;
  return spawnSync(command, words, { input: stdin.replace(content, sent), encoding: 'utf8' });
}

test('a relative path or a folder is refused', () => {
  expect(() => writeFileCommand({ path: 'a', content: '', mode: 0o644 })).toThrow(RangeError);
  expect(() => writeFileCommand({ path: '/a/', content: '', mode: 0o644 })).toThrow(RangeError);
});

test('neither the content nor its size and digest stand in the arguments, which any local user reads', () => {
  const content = 'auth_pass 8characters';
  const { argv } = writeFileCommand({ path: '/etc/keepalived/keepalived.conf', content, mode: 0o600 });
  const digest = createHash('sha256').update(content).digest('hex');
  for (const secret of [content, digest, String(content.length)]) expect(argv.slice(3).join(' ')).not.toContain(secret);
  const other = writeFileCommand({ path: '/etc/keepalived/keepalived.conf', content: 'another', mode: 0o600 });
  expect(other.argv).toEqual(argv);
});

// The script gives the file to root, which only root can.
describe.skipIf(process.getuid?.() !== 0)('as root, by a real shell', () => {
  test('content, mode and missing folders', () => {
    const path = join(folder, "a b/c'd/file.conf");
    expect(write(path, "it's é\n", 0o600)).toMatchObject({ status: 0, stderr: '' });
    expect(readFileSync(path, 'utf8')).toBe("it's é\n");
    expect(statSync(path)).toMatchObject({ uid: 0, gid: 0 });
    expect(statSync(path).mode & 0o7777).toBe(0o600);
    expect(statSync(join(folder, 'a b')).mode & 0o7777).toBe(0o755);
  });

  test('an existing file is replaced, mode and all, and nothing else is left beside it', () => {
    const path = join(folder, 'file');
    writeFileSync(path, 'old');
    chmodSync(path, 0o666);
    const before = statSync(path).ino;
    expect(write(path, '', 0o755).status).toBe(0);
    expect(statSync(path).mode & 0o7777).toBe(0o755);
    expect(statSync(path)).toMatchObject({ size: 0 });
    expect(statSync(path).ino).not.toBe(before);
    expect(readdirSync(folder)).toEqual(['file']);
  });

  test.each([
    ['cut short', 'half', 'the content was cut short'],
    ['changed on the way', 'NEW content', 'the content was damaged'],
  ])('content that was %s leaves the old file and no other', (_what, sent, why) => {
    const path = join(folder, 'file');
    writeFileSync(path, 'old');
    expect(write(path, 'new content', 0o600, sent)).toMatchObject({ status: 1, stderr: `${why}\n` });
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['file']);
  });

  test('a folder in its place is not replaced, and is said', () => {
    const path = join(folder, 'file');
    mkdirSync(path);
    const { status, stderr } = write(path, 'x', 0o600);
    expect(status).not.toBe(0);
    expect(stderr).toContain('directory');
    expect(readdirSync(folder)).toEqual(['file']);
  });

  test('a symbolic link is replaced, not followed', () => {
    const aim = join(folder, 'aim');
    writeFileSync(aim, 'keep');
    symlinkSync(aim, join(folder, 'link'));
    expect(write(join(folder, 'link'), 'new', 0o600).status).toBe(0);
    expect(readFileSync(aim, 'utf8')).toBe('keep');
    expect(readFileSync(join(folder, 'link'), 'utf8')).toBe('new');
  });

  test('a folder that cannot be made is said', () => {
    writeFileSync(join(folder, 'not-a-folder'), '');
    const path = join(folder, 'not-a-folder/file');
    const { status, stderr } = write(path, 'x', 0o600);
    expect(status).not.toBe(0);
    expect(stderr).toMatch(/not-a-folder/);
    expect(existsSync(path)).toBe(false);
  });
});
