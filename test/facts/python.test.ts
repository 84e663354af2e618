import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parsePython, pythonFact } from '../../src/facts/python.js';
import { localReader } from './local-reader.js';

const folder = mkdtempSync(join(tmpdir(), 'ha-setup-python-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('the first that will do, with its version', () => {
  expect(parsePython('/usr/libexec/platform-python 3.6.8\n/usr/bin/python3.9 3.9.18\n')).toEqual({
    path: '/usr/libexec/platform-python',
    version: [3, 6, 8],
  });
  expect(parsePython('')).toBeUndefined();
});

test('this machine answers', async () => {
  const found = pythonFact.parse(await localReader.read(pythonFact.argv));
  expect(found?.path).toMatch(/^\/usr\//);
});

// A host of stand-ins: each runs python3 where it is said to be whole, and fails as a minimal or an old one does.
const whole = '#!/bin/sh\nexec python3 "$@"\n';
const useless = '#!/bin/sh\necho "ModuleNotFoundError: No module named \'ssl\'" >&2; exit 1\n';

test.each([
  ['the usual one', { 'bin/python3': whole, 'libexec/platform-python': whole }, 'bin/python3'],
  ['platform-python alone', { 'libexec/platform-python': whole }, 'libexec/platform-python'],
  ['one without its library beside a whole one', { 'bin/python3': useless, 'bin/python3.12': whole }, 'bin/python3.12'],
  ['one without its library', { 'bin/python3': useless }, undefined],
  ['2.7 alone', { 'bin/python2.7': whole }, undefined],
])('%s', (name, programs, expected) => {
  const root = join(folder, name.replaceAll(' ', '-'));
  for (const [path, script] of Object.entries(programs)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), script);
    chmodSync(join(root, path), 0o755);
  }
  const [shell, flag, script = ''] = pythonFact.argv;
  const there = script.replaceAll('/usr/', `${root}/`);
  const { stdout, status } = spawnSync(shell, [flag ?? '', there], { encoding: 'utf8' });
  expect(status).toBe(0);
  expect(parsePython(stdout)?.path).toBe(expected && join(root, expected));
});
