import { expect, test } from 'vitest';
import { asRoot, verifyRoot, verifySudo } from '../../../src/adapters/ssh/elevate.js';

const target = (user: string) => ({ host: '10.0.1.16', port: 22, user, label: 'ins-labnode1' });
const result = (code: number, stdout: string, stderr = '') => ({ code, stdout, stderr });

test('root’s command has a known environment and an end', () => {
  expect(asRoot('root', ['cat', '/etc/a b'], 60_000)).toBe(
    "env LC_ALL=C PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin timeout -k 5 61 cat '/etc/a b'"
      .replace('LC_ALL=C', "'LC_ALL=C'")
      .replace(/PATH=\S+/, "'$&'"),
  );
});

test('anybody else’s goes through sudo, which never asks', () => {
  expect(asRoot('ubuntu', ['id', '-u'], 500)).toMatch(/^sudo -n -- env .* timeout -k 5 1\.5 id -u$/);
});

test.each([
  'sudo: a password is required',
  'sudo: a terminal is required to read the password; either use the -S option',
  'sudo: sorry, you must have a tty to run sudo',
  'nosudo is not in the sudoers file.',
  'Sorry, user nosudo may not run sudo on lab-a.',
  "Sorry, user nosudo is not allowed to execute '/usr/bin/env' as root on lab-a.",
])('sudo’s own refusal is no failure of the command: %s', (stderr) => {
  expect(() => verifySudo(target('nosudo'), result(1, '', stderr))).toThrow('cannot become root without a password');
});

test('a command’s own failure is a result, also where sudo grumbles about the host name', () => {
  verifySudo(
    target('ubuntu'),
    result(1, '', 'sudo: unable to resolve host lab-a: Name or service not known\ngrep: no'),
  );
  verifySudo(target('root'), result(1, '', 'sudo: a password is required'));
  verifySudo(target('ubuntu'), result(0, '', 'sudo: a password is required'));
});

test('root, or why not', () => {
  verifyRoot(target('root'), result(0, '0\n'));
  verifyRoot(target('ubuntu'), result(0, '0\n'));
  expect(() => verifyRoot(target('ubuntu'), result(127, '', 'sh: 1: sudo: not found'))).toThrow(
    /ubuntu cannot .*sudo: not found/,
  );
  expect(() => verifyRoot(target('root'), result(142, 'Please login as the user "ubuntu".\n'))).toThrow(
    /Please login as the user/,
  );
  expect(() => verifyRoot(target('root'), result(0, '1000\n'))).toThrow(/1000/);
});
