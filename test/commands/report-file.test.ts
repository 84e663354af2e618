import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chalk } from 'chalk';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Toolbox } from '../../src/commands/toolbox.js';
import { verify } from '../../src/commands/verify.js';
import { buildToolbox } from '../../src/wiring.js';
import { as } from '../fakes/view.js';

const { stdin, stdout, stderr } = process;
const around = {
  stdin,
  stdout,
  stderr,
  chalk: new Chalk({ level: 0 }),
  env: {},
  home: '/nowhere',
  program: 'ha-setup',
};
const toolbox: Toolbox = buildToolbox({
  ...as<Parameters<typeof buildToolbox>[0]>({ ...around, platform: 'linux', interrupt: {} }),
  ...{ json: false, verbose: false, yes: true },
});
const base = { answers: '/nowhere/web.yaml', failover: true, power: false, rounds: 1, force: false };
const options = (given: object) => as<Parameters<typeof verify>[0]>({ ...base, ...given });

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ha-setup-'));
  path = join(folder, 'report.html');
  await writeFile(path, 'mine');
});
afterEach(() => rm(folder, { recursive: true }));

test('a report never takes the place of a file without --force, and that is said before anything is done', async () => {
  await expect(verify(options({ report: path }), toolbox)).rejects.toMatchObject({
    message: `${path} already exists, and the report would overwrite it`,
    hint: 'name another file with --report, or add --force to overwrite this one',
  });
  // The file may have come meanwhile.
  await expect(toolbox.writeReport(path, 'page', { overwrite: false })).rejects.toThrow('cannot be written');
  expect(await readFile(path, 'utf8')).toBe('mine');
});

test('with --force it does; the answers are what is missing then', async () => {
  await expect(verify(options({ report: path, force: true }), toolbox)).rejects.toThrow('web.yaml cannot be read');
  await toolbox.writeReport(path, 'page', { overwrite: true });
  expect(await readFile(path, 'utf8')).toBe('page');
  await expect(verify(options({ force: true }), toolbox)).rejects.toThrow('--force goes with --report');
});
