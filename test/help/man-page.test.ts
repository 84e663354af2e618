import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { fillTopic } from '../../src/help/fill.js';
import { renderManPage } from '../../src/help/man-page.js';
import { tables } from '../../src/help/tables.js';
import { topics } from '../../src/help/topics.js';
import { describeWith } from '../needs-programs.js';

const source = fileURLToPath(new URL('../../src/help/', import.meta.url));

const page = (text: string) =>
  renderManPage({ version: '1.0.0', about: 'a pair', topics: [{ name: 'ssh', about: 'logging in', also: [], text }] });

it('renders paragraphs, lists, headings and examples', () => {
  const text = `# ssh: logging in

Type \`ssh -G\` and *read on*
here.

## Keys

- **first**: one
  goes on
- second

    .hidden 'quoted' a\\b
`;
  expect(page(text).split('.SH SSH\n')[1]).toBe(`.PP
Logging in.
.PP
Type \\fBssh \\-G\\fR and \\fIread on\\fR
here.
.SS Keys
.IP \\(bu 4
\\fBfirst\\fR: one
goes on
.IP \\(bu 4
second
.PP
.nf
\\&.hidden \\(aqquoted\\(aq a\\eb
.fi
`);
});

describeWith('man', 'the whole manual', () => {
  it('is shown without a complaint, and every example as it stands', async () => {
    const filled = await Promise.all(
      topics.map(async (name) => fillTopic(name, await readFile(join(source, `${name}.md`), 'utf8'), tables)),
    );
    const folder = await mkdtemp(join(tmpdir(), 'ha-setup-man-'));
    try {
      const file = join(folder, 'ha-setup.1');
      await writeFile(file, renderManPage({ version: '1.0.0', about: 'a pair', topics: filled }));
      const env = { ...process.env, LC_ALL: 'C.UTF-8', MANWIDTH: '120', MANPAGER: 'cat', MAN_KEEP_FORMATTING: '' };
      const { stdout, stderr } = await promisify(execFile)('man', ['--warnings=w', '-l', file], { env });
      expect(stderr).toBe('');
      for (const { text } of filled) {
        const examples = text.split('\n').filter((line) => /^ {4}\S/.test(line));
        for (const line of examples) expect(stdout).toContain(line.trim());
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
