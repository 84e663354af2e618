import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Shell } from '../../src/cli/completion.js';
import { renderCompletion } from '../../src/commands/completion.js';
import { describeWith } from '../needs-programs.js';

const folder = mkdtempSync(join(tmpdir(), 'ha-setup-completion-'));
for (const file of ['web.yaml', 'my shop.yml', 'web.json', 'notes.txt']) writeFileSync(join(folder, file), '');
afterAll(() => rmSync(folder, { recursive: true }));

function script(shell: Shell): string {
  const path = join(folder, `completion.${shell}`);
  writeFileSync(path, renderCompletion(shell, ['answers', 'trouble']));
  return path;
}

function run(program: string, args: readonly string[], separator = '\n'): readonly string[] {
  const { stdout, stderr, status } = spawnSync(program, args, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, HOME: folder },
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return stdout.split(separator).filter(Boolean).sort();
}

/** What a shell offers for the last word of a line. */
const offers: Readonly<Record<Shell, (words: readonly string[]) => readonly string[]>> = {
  bash: (words) => {
    const program = `. "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _ha_setup; printf '%s\\0' "\${COMPREPLY[@]}"`;
    return run('bash', ['--norc', '-c', program, 'bash', script('bash'), 'ha-setup', ...words], '\0');
  },
  fish: (words) => {
    const line = ['ha-setup', ...words].join(' ');
    const lines = run('fish', ['--no-config', '-c', `source ${script('fish')}; complete -C ${JSON.stringify(line)}`]);
    return lines.map((one) => one.split('\t')[0] ?? '');
  },
  zsh: () => [],
};

const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['commands', ['s'], ['status', 'switchover']],
  ['flags of a command', ['verify', '--r'], ['--report', '--rounds']],
  ['flags of ha-setup itself', ['--no-'], ['--no-color', '--no-drill']],
  ['flags after a flag with a value', ['switchover', '--to', 'plan', '--st'], ['--stay']],
  ['the words that a flag takes', ['uninstall', '--vip', ''], ['keep', 'remove']],
  ['the languages', ['plan', '--lang', ''], ['en', 'zh']],
  ['topics', ['help', 't'], ['trouble']],
  ['shells', ['completion', ''], ['bash', 'fish', 'zsh']],
  ['nothing for an id', ['uninstall', '--gone', ''], []],
];

describe('completion in bash', () => {
  it.each(cases)('offers %s', (_, words, expected) => {
    expect(offers.bash(words)).toEqual(expected);
  });

  it.each([[['plan', '--answers', '']], [['--answers', '=', '']], [['--answers', '=']]])(
    'offers answers files, and no others: %j',
    (words) => {
      expect(offers.bash(words)).toEqual(['my shop.yml', 'web.json', 'web.yaml']);
    },
  );
});

describeWith('fish', 'completion in fish', () => {
  it.each(cases)('offers %s', (_, words, expected) => {
    expect(offers.fish(words)).toEqual(expected);
  });

  it('offers answers files', () => {
    expect(offers.fish(['plan', '--answers', 'w'])).toEqual(expect.arrayContaining(['web.json', 'web.yaml']));
    expect(offers.fish(['plan', '--answers', 'n'])).not.toContain('notes.txt');
  });
});

describeWith('zsh', 'completion in zsh', () => {
  it('is a script that zsh takes', () => {
    run('zsh', ['-f', '-n', script('zsh')]);
    const loaded = 'autoload -U compinit; compinit -u -D; source "$1"; print $_comps[ha-setup]';
    expect(run('zsh', ['-f', '-c', loaded, 'zsh', script('zsh')])).toEqual(['_ha_setup']);
  });
});
