import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findProgramName } from '../../src/pair/program-name.js';

/** A package with a program of our name that says how Node says it was started. */
let folder: string;
const { PATH = '' } = process.env;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ha-setup-started-'));
  mkdirSync(join(folder, 'package/bin'), { recursive: true });
  mkdirSync(join(folder, 'opt'));
  const says = `console.log(JSON.stringify({ script: process.argv[1], cwd: process.cwd(), env: { PATH: process.env.PATH, npm_command: process.env.npm_command } }));`;
  writeFileSync(join(folder, 'package/bin/ha-setup.js'), `#!/usr/bin/env node\n${says}\n`, { mode: 0o755 });
  const scripts = { through: 'ha-setup', direct: 'node bin/ha-setup.js' };
  const manifest = { name: 'ha-setup', version: '1.0.0', bin: { 'ha-setup': 'bin/ha-setup.js' }, scripts };
  writeFileSync(join(folder, 'package/package.json'), JSON.stringify(manifest));
  mkdirSync(join(folder, 'package/node_modules/.bin'), { recursive: true });
  symlinkSync('../../bin/ha-setup.js', join(folder, 'package/node_modules/.bin/ha-setup'));
  symlinkSync('../package/bin/ha-setup.js', join(folder, 'opt/ha-setup'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('commands to type begin as the program was started', () => {
  it.each([
    ['by npx', 'npx --offline ha-setup', 'npx ha-setup'],
    ['by a script of npm', 'npm run --silent through', 'npx ha-setup'],
    ['by a script that names node', 'npm run --silent direct', 'node bin/ha-setup.js'],
    ['by its name in the PATH', 'PATH=$PWD/../opt:$PATH; ha-setup', 'ha-setup'],
    ['by node', 'node bin/ha-setup.js', 'node bin/ha-setup.js'],
    ['by node, from elsewhere', 'cd ..; node package/bin/ha-setup.js', 'node package/bin/ha-setup.js'],
    ['by node, in a folder with a blank', 'ln -s . "a b"; node "a b/bin/ha-setup.js"', "node 'a b/bin/ha-setup.js'"],
    ['as a program', './bin/ha-setup.js', 'node bin/ha-setup.js'],
    ['by a link', '../opt/ha-setup', '../opt/ha-setup'],
    ['by a link that stands here', 'cd ../opt; ./ha-setup', './ha-setup'],
  ])('%s', (_, line, expected) => {
    const env = { PATH, HOME: folder, npm_config_update_notifier: 'false' };
    const said = execFileSync('sh', ['-c', line], { cwd: join(folder, 'package'), env, encoding: 'utf8' });
    expect(findProgramName(JSON.parse(said))).toBe(expected);
  });
});
