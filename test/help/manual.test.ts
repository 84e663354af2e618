import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checksTable } from '../../src/checks/table.js';
import { type DeclaredCommand, declare } from '../../src/cli/completion/declared.js';
import { declaredCommands } from '../../src/cli/program.js';
import { parseAnswers } from '../../src/cluster/parse.js';
import { answersKeys } from '../../src/help/answers-keys.js';
import { manualFolder, topics } from '../../src/help/topics.js';
import { displayWidth } from '../../src/text/width.js';
import { manuals, read, root } from './manuals.js';

const sourceFiles = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !file.startsWith('lab/'),
);

const commands = declaredCommands().map((command, index) => declare(command, index === 0));
const rootCommand = commands.find(({ name }) => name === '') as DeclaredCommand;
const named = new Map(commands.map((command) => [command.name, command]));
const flagsOf = (command: DeclaredCommand) => [...command.flags, ...rootCommand.flags].map(({ name }) => name);
const allFlags = new Set([...commands.flatMap(flagsOf), '--version']);

/** Code: what stands between backticks on a line, and the lines of indented and fenced blocks. */
function codeOf(text: string): readonly string[] {
  const spans = [...text.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
  const lines = text.split('\n').filter((line) => /^ {4}\S/.test(line));
  const fenced = [...text.matchAll(/^```\w*\n(.*?)^```/gms)].flatMap(([, block = '']) => block.split('\n'));
  return [...spans, ...[...lines, ...fenced].map((line) => line.trim())];
}

/** Command lines of ha-setup in a piece of code: its words, up to what follows in the shell or as an explanation. */
function commandLines(code: string): readonly (readonly string[])[] {
  return [...code.matchAll(/(?:^|npx |"?\$\(|&& )ha-setup((?: [^\s|>()#"]+)*)/g)].map(([, words = '']) =>
    words.trim().split(' ').filter(Boolean),
  );
}

/** Broken lines of prose as one: between Chinese characters nothing stands for the break. */
const unwrap = (text: string) =>
  text.replace(/(?<=[\u3000-\u9fff\uff00-\uffef])\n *(?=[\u3000-\u9fff\uff00-\uffef])/g, '').replace(/\n */g, ' ');

describe.each(manuals)('the manual in $language', ({ language, sources, pages, manual, filled }) => {
  const pageCases = pages.map(({ name, text }) => [name, text] as const);

  describe('the manual', () => {
    it('has every file of src/help in its list, and only those', () => {
      const files = readdirSync(join(root, 'src/help', manualFolder(language))).filter((file) =>
        /^(?!README).*\.md$/.test(file),
      );
      expect(files.map((file) => file.replace('.md', '')).sort()).toEqual([...topics].sort());
    });

    it('leads by no word to two topics', () => {
      const words = filled.flatMap(({ name, also }) => [name, ...also]);
      expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
    });

    it('has something on each command', () => {
      const words = filled.flatMap(({ name, also }) => [name, ...also]);
      const without = commands.map(({ name }) => name).filter((name) => !['', 'help'].includes(name));
      expect(without.filter((name) => !words.includes(name))).toEqual([]);
    });

    it.each(filled.map(({ name, text }) => [name, text] as const))('%s fits on a terminal of 80 columns', (_, text) => {
      expect(text.split('\n').filter((line) => displayWidth(line) > 80)).toEqual([]);
      expect(text).not.toContain('<!--');
    });

    it.each(pageCases)('%s names only commands and flags that exist', (_, text) => {
      const wrong = codeOf(text).flatMap((code) => {
        if (/^--[a-z]/.test(code)) return allFlags.has(code.split(/[ =]/)[0] ?? '') ? [] : [code];
        return commandLines(code).flatMap((words) => {
          const name = words.find((word) => /^[a-z]+$/.test(word) && named.has(word));
          const command = named.get(name ?? '') ?? rootCommand;
          const flags = new Set([...flagsOf(command), '--version']);
          return words.filter((word) => word.startsWith('--') && !flags.has(word)).map((flag) => `${code}: ${flag}`);
        });
      });
      expect(wrong).toEqual([]);
    });

    it.each(pageCases)('%s refers only to topics that exist', (_, text) => {
      const referred = [...text.matchAll(/ha-setup help ([a-z-]+)/g)].map(([, name = '']) => name);
      expect(referred.filter((name) => !topics.some((topic) => topic === name))).toEqual([]);
    });

    it('says something of every flag', () => {
      const flags = [...allFlags].filter((flag) => !new RegExp(`${flag}(?![\\w-])`).test(manual));
      expect(flags).toEqual([]);
    });
  });

  describe('the answers file in the manual', () => {
    const keys = answersKeys().map(({ path }) => path);
    // Checks have names such as api.credentials.
    const blocks = new Set(keys.filter((key) => key.includes('.')).map((key) => key.split(/[.[]/)[0] ?? ''));
    blocks.delete('api');

    it('names every key', () => {
      const own = keys.filter((key) => !key.startsWith('nodes[].ssh.'));
      expect(own.filter((key) => !manual.includes(`\`${key}\``) && !manual.includes(`\`${key}:`))).toEqual([]);
    });

    it.each(pageCases)('%s names only keys that exist', (_, text) => {
      const paths = codeOf(text).flatMap((code) => /^([a-zA-Z]+(?:\[\])?\.[a-zA-Z.[\]]+)(?::|$)/.exec(code)?.[1] ?? []);
      const ours = paths.filter((path) => blocks.has(path.split(/[.[]/)[0] ?? ''));
      expect(ours.filter((path) => !keys.some((key) => key === path || key.startsWith(`${path}.`)))).toEqual([]);
    });

    it.each(pageCases)('every example in %s is a file that is taken', (_, text) => {
      const examples = [...text.matchAll(/^```yaml\n(.*?)^```/gms)].map(([, block = '']) => block);
      for (const example of examples) expect(parseAnswers(example)).toHaveProperty('answers');
    });

    it('has an example, so that there is something to try', () => {
      expect(manual.match(/^```yaml$/gm)?.length).toBeGreaterThan(1);
    });
  });

  describe('the checks in the manual', () => {
    const ids = checksTable().flatMap((row) => row.ids);
    const kinds = new Set(ids.filter((id) => id.includes('.')).map((id) => id.split('.')[0]));

    it.each([
      ['verify', 'verify'],
      ['run', 'preflight'],
    ] as const)('help %s lists each check of %s', (topic, phase) => {
      const text = filled.find(({ name }) => name === topic)?.text ?? '';
      const own = checksTable().filter(({ when }) => when.includes(phase));
      expect(
        own.flatMap((row) => row.ids).filter((id) => !new RegExp(`(?<=[ ,])${id}(?=[ ,]|$)`, 'm').test(text)),
      ).toEqual([]);
    });

    it.each(pageCases)('%s names only checks that exist', (_, text) => {
      const named = codeOf(text).filter(
        (code) => /^[a-z]+\.[a-z-]+$/.test(code) && kinds.has(code.split('.')[0] ?? ''),
      );
      const others = [...answersKeys().map(({ path }) => path), 'vip.py'];
      expect(named.filter((id) => ![...ids, ...others].includes(id))).toEqual([]);
    });
  });

  describe('the symptoms in the manual', () => {
    const said = sourceFiles.filter((file) => file.startsWith('messages/zh/') === (language === 'zh'));
    const code = said.map((file) => read(`src/${file}`)).join('\n');
    const symptoms = [...(sources.find(({ name }) => name === 'trouble')?.text ?? '').matchAll(/^- \*([^*]+)\*/gm)].map(
      ([, words = '']) => words,
    );
    const quoted = symptoms.flatMap((words) => [...unwrap(words).matchAll(/"([^"]+)"|「([^」]+)」/g)]);
    const messages = quoted.map(([, message = '', chinese = '']) => message || chinese);

    it('has messages to look for', () => {
      expect(messages.length).toBeGreaterThan(20);
    });

    it.each(messages)('"%s" is what the program says', (message) => {
      const parts = message.split('…').map((part) => part.trim());
      expect(parts.filter((part) => !code.includes(part))).toEqual([]);
    });
  });

  describe('the environment in the manual', () => {
    const inCode = new Set(
      sourceFiles.flatMap((file) => read(`src/${file}`).match(/\b(?:HA_SETUP|TENCENTCLOUD)_[A-Z_]+[A-Z]\b/g) ?? []),
    );

    it('names every variable of ours', () => {
      const page = sources.find(({ name }) => name === 'environment')?.text ?? '';
      expect([...inCode].filter((name) => !page.includes(name))).toEqual([]);
    });

    it.each(pageCases)('%s names only variables that are read, or given to the command of notify', (_, text) => {
      const written = text.match(/\b(?:HA_SETUP|TENCENTCLOUD)_[A-Z_]+[A-Z]\b/g) ?? [];
      const given: readonly string[] =
        read('templates/etc/keepalived/vip/told.py').match(/\bHA_SETUP_[A-Z_]+[A-Z]\b/g) ?? [];
      expect(written.filter((name) => !inCode.has(name) && !given.includes(name))).toEqual([]);
    });
  });
});

it('src/README.md says why there is each dependency', () => {
  const { dependencies } = JSON.parse(read('package.json')) as { readonly dependencies: object };
  const table = read('src/README.md').split('## Dependencies')[1] ?? '';
  const packages = Object.keys(dependencies).map((name) => name.replace('@commander-js/extra-typings', 'commander'));
  expect(packages.filter((name) => !new RegExp(`\\b${name}\\b`).test(table))).toEqual([]);
});

describe.each(manuals)('the README in $language', ({ language, readme }) => {
  const lines = readme.text.split('\n');

  it('is a way in, not the manual', () => {
    expect(lines.length).toBeLessThanOrEqual(121);
    // A break between Chinese characters would be shown as a space: its paragraphs are one line each.
    expect(language === 'en' ? lines.filter((line) => line.length > 120) : []).toEqual([]);
  });

  it('lists every command', () => {
    const missing = commands
      .map(({ name }) => name)
      .filter((name) => !lines.some((line) => line.startsWith(`| \`ha-setup${name ? ` ${name}` : ''}`)));
    expect(missing).toEqual([]);
  });
});
