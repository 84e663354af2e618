import { describe, expect, it } from 'vitest';
import { havip, other, preferred, preferredFast, render, stable, stableFast } from './models.js';

const oldest = { keepalivedVersion: [1, 3, 5], anchor: 'ha-setup' };
const old = { ...stable, ...oldest };
const models = {
  'stable-1.3.5': old,
  'stable-2.0.0': { ...stable, keepalivedVersion: [2, 0, 0] },
  'stable-2.0.10': { ...stable, keepalivedVersion: [2, 0, 10] },
  'preferred-2.1.5': { ...preferred, keepalivedVersion: [2, 1, 5] },
  'preferred-fast-2.3.3': { ...preferredFast, keepalivedVersion: [2, 3, 3] },
  'stable-2.2.7': stable,
  'stable-fast-2.2.7': stableFast,
  'preferred-2.2.7': preferred,
  'preferred-fast-1.3.5': { ...preferredFast, ...oldest },
  'other-2.2.7': other,
  'havip-2.2.7': havip,
  'havip-1.3.5': { ...havip, ...oldest },
};

// What the real keepalived says of them is asked in test/lab.
describe('keepalived.conf', () => {
  it.each(Object.entries(models))('%s', async (name, model) => {
    await expect(render(model)).toMatchFileSnapshot(`golden/keepalived-${name}.conf`);
  });

  it('says who manages it in its first line', () => {
    expect(render(stable).split('\n')[0]).toMatch(/^# Managed by ha-setup \(cluster web\)\. /);
  });

  it('asks old versions for nothing that they do not know', () => {
    for (const word of ['rx_lower_pri', 'no_email_faults', 'track_src_ip', 'max_auto']) {
      expect(render(old)).not.toContain(word);
    }
  });
});
