import { describe, expect, test } from 'vitest';
import { differences, resolveAll } from './compare.js';
import { accepted } from './differences.js';
import { generateCase } from './generate.js';
import { needsNamespace } from './needs-namespace.js';
import { written } from './written.js';

/** How many random configurations are tried, from which seed on: more by hand. */
const count = Number(process.env['HA_SETUP_OPENSSH_CASES'] ?? 200);
const firstSeed = Number(process.env['HA_SETUP_OPENSSH_SEED'] ?? 1);

describe.skipIf(needsNamespace !== undefined)(`ssh -G and we read the same${needsNamespace ?? ''}`, () => {
  test('at least 300 written configurations', { timeout: 120_000 }, () => {
    expect(written.length).toBeGreaterThanOrEqual(300);
    const differing = resolveAll(written).flatMap((one, index) => {
      const found = differences(one);
      return found.length === 0 ? [] : [{ case: written[index], found }];
    });
    expect(differing).toEqual([]);
  });

  test(`${count} random configurations from seed ${firstSeed} on`, { timeout: 60_000 + 200 * count }, () => {
    const cases = Array.from({ length: count }, (_, index) => generateCase(firstSeed + index));
    const resolved = resolveAll(cases);
    const differing = resolved.flatMap((one, index) => {
      const found = differences(one);
      return found.length === 0 ? [] : [{ seed: firstSeed + index, case: cases[index], found }];
    });
    expect(differing).toEqual([]);
    // Were most refused, little would be compared.
    const refused = resolved.filter(({ theirs }) => 'refused' in theirs).length;
    expect(refused).toBeLessThan(0.4 * count);
  });

  test('what differs on purpose differs so, and for a reason that is written down', () => {
    const resolved = resolveAll(accepted.map((one) => one.case));
    const found = resolved.map((one, index) => ({ reason: accepted[index]?.reason, found: differences(one) }));
    expect(found).toEqual(
      accepted.map(({ reason, found: known }) => ({ reason, found: known.map((text) => expect.stringMatching(text)) })),
    );
  });
});
