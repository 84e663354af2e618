import { describe, expect, it } from 'vitest';
import { findFamily } from '../../../src/facts/families/families.js';
import { parseOsRelease } from '../../../src/facts/os-release.js';
import { fixture } from '../fixture.js';

const manager = (release: string, managers: readonly string[]) =>
  findFamily({ os: parseOsRelease(fixture(`os-release/${release}.txt`)), managers })?.manager;

describe('the family of a host', () => {
  it.each([
    ['debian-10', ['apt-get'], 'apt'],
    ['ubuntu-24.04', ['apt-get'], 'apt'],
    ['tencentos-2', ['yum'], 'yum'],
    ['centos-7', ['yum'], 'yum'],
    ['tencentos-3', ['dnf', 'yum'], 'dnf'],
    ['tencentos-4', ['dnf', 'yum'], 'dnf'],
    ['opencloudos-9', ['dnf', 'yum'], 'dnf'],
    ['rocky-9', ['dnf', 'yum'], 'dnf'],
  ] as const)('%s with %j: %s', (release, managers, expected) => {
    expect(manager(release, managers)).toBe(expected);
  });

  it('is what its distribution uses, not what somebody put there', () => {
    expect(manager('debian-12', ['apt-get', 'dnf'])).toBe('apt');
    expect(manager('rocky-9', ['apt-get', 'dnf', 'yum'])).toBe('dnf');
  });

  it('is none where the distribution or its manager is not there', () => {
    expect(manager('alpine', ['apk'])).toBeUndefined();
    expect(manager('rocky-9', ['microdnf'])).toBeUndefined();
  });
});
