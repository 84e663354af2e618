import { describe, expect, it } from 'vitest';
import { judgeSimulation } from '../../src/checks/packages.js';
import { apt } from '../../src/facts/families/apt.js';
import { dnf } from '../../src/facts/families/dnf.js';
import type { Family } from '../../src/facts/families/family.js';
import { yum } from '../../src/facts/families/yum.js';
import { fixture } from '../facts/fixture.js';

/** A fixture holds both streams, as a terminal would. */
const judge = (family: Family, name: string) =>
  judgeSimulation('ins-a', family, ['keepalived'], {
    ...{ code: 1, stderr: '', stdout: fixture(`simulate/${name}.txt`) },
  }).map(({ level, message, hint }) => `${level}: ${message} → ${hint}`);

describe('what a simulated installation says', () => {
  it.each([
    ['apt-ok', apt],
    ['dnf-ok', dnf],
    ['yum-ok', yum],
  ] as const)('%s: nothing to report', (name, family) => {
    expect(judge(family, name)).toEqual([]);
  });

  it.each([
    ['apt-held', apt, 'apt-mark unhold'],
    ['apt-pinned', apt, 'apt-cache policy keepalived'],
    ['apt-no-source', apt, 'apt-get update must end without an error'],
    ['dnf-excluded', dnf, 'excludepkgs='],
    ['dnf-none', dnf, 'AppStream'],
    ['dnf-broken', dnf, 'dnf makecache'],
    ['yum-excluded', yum, 'repolist'],
    ['yum-broken', yum, 'yum makecache'],
  ] as const)('%s is an error that says what to do', (name, family, hint) => {
    const [only, ...rest] = judge(family, name);
    expect(rest).toEqual([]);
    expect(only).toContain(`error: ${family.command} cannot install keepalived there:`);
    expect(only?.split('→')[1]).toContain(hint);
  });

  it.each([
    ['apt-no-source', apt, 'http://packages.lab/nothing'],
    ['dnf-broken', dnf, 'http://packages.lab/nothing/repodata/repomd.xml'],
    ['yum-broken', yum, 'http://packages.lab/nothing/repodata/repomd.xml'],
  ] as const)('%s names the mirror', (name, family, mirror) => {
    expect(judge(family, name).join()).toContain(mirror);
  });

  it.each([
    ['apt-old', apt, '1.2.24'],
    ['yum-old', yum, '1.2.13'],
  ] as const)('%s: too old', (name, family, version) => {
    expect(judge(family, name)).toEqual([expect.stringContaining(`keepalived ${version}, older than 1.3.5`)]);
  });

  it.each([
    ['apt-one-broken', apt, 'http://packages.lab/nothing'],
    ['dnf-one-broken', dnf, 'other'],
  ] as const)('%s: another source that is broken is a warning that names it', (name, family, source) => {
    const [only, ...rest] = judge(family, name);
    expect(rest).toEqual([]);
    expect(only).toMatch(/^warning: /);
    expect(only).toContain(source);
  });

  it('a yum in use is no verdict', () => {
    expect(judge(yum, 'yum-locked')).toEqual([expect.stringMatching(/^warning: yum is in use there/)]);
  });
});
