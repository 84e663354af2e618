import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { vridOf } from '../../src/cluster/names.js';
import type { HostFacts } from '../../src/facts/host.js';
import { parseKeepalivedConfig } from '../../src/facts/keepalived-config.js';
import { renderKeepalivedConf } from '../../src/operations/keepalived-conf.js';
import { as, view } from '../fakes/view.js';

const vridIn = (text: string) => Number(/virtual_router_id (\d+)/.exec(text)?.[1]);
const config = (vrid: number, mark = '# Managed by ha-setup\n') => ({
  keepalived: parseKeepalivedConfig(`${mark}vrrp_instance VI_1 {\n virtual_router_id ${vrid}\n}\n`),
});
const rendered = (hosts: Partial<Record<'a' | 'b', Partial<HostFacts>>>) =>
  vridIn(renderKeepalivedConf(view({ hosts }), 'a'));

describe('the VRID', () => {
  it('of a new pair goes by its name, and is one that VRRP knows', () => {
    expect(rendered({})).toBe(vridOf('web'));
    expect(vridOf('web')).not.toBe(vridOf('db'));
    fc.assert(
      fc.property(fc.string(), (name) => {
        const vrid = vridOf(name);
        return Number.isInteger(vrid) && vrid >= 1 && vrid <= 255;
      }),
    );
  });

  it('of a running pair stays, also where one host is new: a change would make two masters', () => {
    expect(rendered({ a: config(51), b: config(51) })).toBe(51);
    expect(rendered({ b: config(51) })).toBe(51);
    expect(rendered({ a: config(vridOf('web')) })).toBe(vridOf('web'));
  });

  it('of a pair that was made from the guide stays, whatever it is', () => {
    const guide = as<HostFacts['guide'] & object>({ vip: '10.0.1.100' });
    expect(rendered({ a: { ...config(77, ''), guide }, b: { ...config(77, ''), guide } })).toBe(77);
  });

  it('of a pair that was made from the guide is a number that VRRP knows, or the one of its name', () => {
    const guide = as<HostFacts['guide'] & object>({ vip: '10.0.1.100' });
    for (const number of [0, 256, -1, 1.5, Number.NaN]) {
      expect(rendered({ a: { ...config(number, ''), guide }, b: { ...config(number, ''), guide } })).toBe(
        vridOf('web'),
      );
    }
  });

  it("that somebody wrote into our file is drift, and somebody else's does not count", () => {
    expect(rendered({ a: config(99) })).toBe(vridOf('web'));
    expect(rendered({ a: config(7, '') })).toBe(vridOf('web'));
  });
});
