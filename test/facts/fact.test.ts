import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HaSetupError, HostError } from '../../src/errors.js';
import { type Fact, gather } from '../../src/facts/fact.js';
import type { Argv, CommandResult, HostReader } from '../../src/ports/host.js';
import { localReader } from './local-reader.js';

const raw = (argv: Argv): Fact<CommandResult> => ({ key: 'machine', argv, parse: (result) => result });
const host = (read: HostReader['read']): HostReader => ({ ...localReader, read });

describe('gather, by a real shell', () => {
  test('keeps each answer, its exit status and its streams apart', async () => {
    const facts = {
      plain: raw(['echo', 'one']),
      fails: raw(['sh', '-c', 'echo out; echo err >&2; exit 7']),
      silent: raw(['true']),
      absent: raw(['no-such-command-here']),
      open: raw(['printf', 'no newline']),
    };
    const found = await gather(localReader, facts);
    expect(found.plain).toEqual({ code: 0, stdout: 'one\n', stderr: '' });
    expect(found.fails).toEqual({ code: 7, stdout: 'out\n', stderr: 'err\n' });
    expect(found.silent).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(found.absent.code).toBe(127);
    expect(found.open.stdout).toBe('no newline');
  });

  test('a command that reads stdin or calls exit takes nothing from its neighbours', async () => {
    const found = await gather(localReader, {
      cat: raw(['cat']),
      exit: raw(['exit', '3']),
      after: raw(['echo', 'here']),
    });
    expect(found.cat).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(found.exit.code).toBe(3);
    expect(found.after.stdout).toBe('here\n');
  });

  test('any words and any output come back as they were', async () => {
    const word = fc.string({ unit: 'binary', maxLength: 30 }).filter((text) => !text.includes('\0'));
    await fc.assert(
      fc.asyncProperty(word, word, async (first, second) => {
        const argv: Argv = ['printf', '%s|%s', first, second];
        const found = await gather(localReader, { a: raw(argv), b: raw(['echo', 'end']) });
        expect(found.a.stdout).toBe(`${first}|${second}`);
        expect(found.b.stdout).toBe('end\n');
      }),
      { numRuns: 60 },
    );
  });
});

test('what a login prints first is no answer', async () => {
  const noisy = host(async (argv) => {
    const { code, stdout, stderr } = await localReader.read(argv);
    return { code, stdout: `Welcome!\n${stdout}`, stderr: `motd\n${stderr}` };
  });
  expect((await gather(noisy, { a: raw(['echo', 'x']) })).a).toEqual({ code: 0, stdout: 'x\n', stderr: '' });
});

test('a reply that was cut short is a lost host, named with what it said', async () => {
  const cut = host(async () => ({ code: 1, stdout: 'Please log in as the user "ubuntu".\n', stderr: '' }));
  const failure = await gather(cut, { a: raw(['true']) }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(HostError);
  expect(failure).toMatchObject({ kind: 'lost', message: expect.stringContaining('Please log in as') });
});

test('a parser that understands nothing is reported with the fact and the node', async () => {
  const odd: Fact<never> = {
    key: 'clock',
    argv: ['sh', '-c', 'echo why not >&2'],
    parse: () => {
      throw new Error('no clouds');
    },
  };
  const failure = await gather(localReader, { odd }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(HaSetupError);
  expect(failure).toMatchObject({ message: 'node a: cannot read its clock: no clouds (why not)' });
});
