import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { topics } from '../../src/help/topics.js';
import { run } from '../../src/lab/process.js';

const program = fileURLToPath(new URL('../../bin/ha-setup.js', import.meta.url));
const haSetup = (...args: readonly string[]) => run([process.execPath, program, ...args]);

// The program as it was built: the manual with its tables lies beside it.
it('the built program lists and prints each topic, with its tables filled in', async () => {
  const list = await haSetup('help');
  expect(list.code).toBe(0);
  for (const topic of topics) expect(list.stdout).toMatch(new RegExp(`^    ${topic} +\\S`, 'm'));
  for (const topic of topics) {
    const page = await haSetup('help', topic);
    expect(page).toMatchObject({ code: 0, stderr: '' });
    expect(page.stdout.startsWith(`# ${topic}: `)).toBe(true);
    expect(page.stdout).not.toContain('<!--');
  }
  expect((await haSetup('help', 'exit-codes')).stdout).toMatch(/^ {4}130 {2}cancelled/m);
});

it('a topic that is not there is one error, with the nearest one', async () => {
  const { code, stdout, stderr } = await haSetup('help', 'anwsers');
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  expect(stderr).toBe(
    'ha-setup: the manual has no topic "anwsers"\n  → the nearest is: node bin/ha-setup.js help answers; node bin/ha-setup.js help lists all topics\n',
  );
});

it('a shell that is not known is refused', async () => {
  const { code, stderr } = await haSetup('completion', 'csh');
  expect(code).toBe(3);
  expect(stderr).toContain('Allowed choices are bash, zsh, fish');
});
