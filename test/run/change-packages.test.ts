import { expect, it } from 'vitest';
import type { CommandResult, HostPort } from '../../src/ports/host.js';
import { changePackages } from '../../src/run/change-packages.js';

const locked: CommandResult = {
  code: 100,
  stdout: '',
  stderr: 'E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 712 (unattended-upgr)\n',
};
const done: CommandResult = { code: 0, stdout: '', stderr: '' };

/** A host that answers in turn, the last answer for ever; the clock moves by what is slept. */
async function install(answers: readonly CommandResult[], manager: 'apt' | 'dnf' = 'apt') {
  const lines: string[] = [];
  let now = 0;
  let asked = 0;
  const host = {
    run: async () => answers[Math.min(asked++, answers.length - 1)] ?? done,
  } as unknown as HostPort;
  const clock = {
    now: () => now,
    sleep: async (ms: number) => {
      now += ms;
    },
  };
  const change = { kind: 'package.install', node: 'a', packages: ['keepalived'], manager } as const;
  const failure = await changePackages(change, {
    ...{ host, clock, label: 'ins-a', stamp: 'now', onLine: () => {}, onStep: (line) => lines.push(line) },
  }).catch((error: Error) => error.message);
  return { lines, failure, asked, now };
}

it('installs at once where nobody is in the way', async () => {
  expect(await install([done])).toEqual({ lines: [], failure: undefined, asked: 1, now: 0 });
});

it('waits for an unattended upgrade, saying for whom', async () => {
  const { lines, failure, asked } = await install([locked, locked, done]);
  const line = 'waiting: apt-get is in use by process 712 (unattended-upgr)';
  expect({ lines, failure, asked }).toEqual({ lines: [line], failure: undefined, asked: 3 });
});

it('gives up after ten minutes and says how long it waited', async () => {
  const { failure, now } = await install([locked]);
  expect(now).toBe(600_000);
  expect(failure).toContain('waited 10 minutes: apt-get is in use by process 712 (unattended-upgr)');
});

it('names what the package manager complained of, and nothing of its chatter', async () => {
  const stdout =
    "Lab repository  0.0  B/s | 0 B\nErrors during downloading metadata for repository 'lab':\n  - Status code: 404 for http://packages.lab/rpm/repodata/repomd.xml\nError: Unable to find a match: keepalived\n";
  const { failure, asked } = await install([{ code: 1, stdout, stderr: '' }], 'dnf');
  expect(asked).toBe(1);
  expect(failure).toContain('dnf install keepalived failed');
  expect(failure).toContain('Status code: 404 for http://packages.lab/rpm/repodata/repomd.xml');
  expect(failure).not.toContain('0.0  B/s');
});
