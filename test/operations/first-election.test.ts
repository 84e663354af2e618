import { describe, expect, it } from 'vitest';
import { vridOf } from '../../src/cluster/names.js';
import type { HostFacts } from '../../src/facts/host.js';
import { parseKeepalivedConfig } from '../../src/facts/keepalived-config.js';
import { farewell, noRoleOfPeer } from '../../src/operations/first-election.js';
import { as, view } from '../fakes/view.js';

const service = (active: boolean) => as<HostFacts['service']>({ active });
const python = { path: '/usr/bin/python3.9', version: [3, 9, 0] as const };
const fresh = { python, service: service(false) };

describe('an advert of priority 0', () => {
  it('is laid out as VRRPv2 has it', () => {
    // Made with Python's struct and the sum of RFC 1071 written out by hand.
    expect(farewell(51, '10.0.1.100', '12345678').toString('hex')).toBe('21330001010101920a0001643132333435363738');
  });

  it('fills up a short password', () => {
    expect(farewell(51, '10.0.1.100', 'ab').subarray(12).toString('hex')).toBe('6162000000000000');
  });
});

describe('what the peer says when keepalived is started', () => {
  it('comes from its address, on its own interpreter, with the number of the pair', () => {
    const told = noRoleOfPeer(view({ hosts: { b: fresh } }), 'a');
    expect(told).toMatchObject({ node: 'b', python: '/usr/bin/python3.9', source: '10.0.1.17', target: '10.0.1.16' });
    expect(told?.advert.reveal().slice(0, 6)).toBe(`21${vridOf('web').toString(16).padStart(2, '0')}00`);
  });

  it('has the number that stands in the configuration', () => {
    const keepalived = parseKeepalivedConfig('vrrp_instance web {\n virtual_router_id 51\n}\n');
    const told = noRoleOfPeer(view({ hosts: { a: { keepalived }, b: fresh } }), 'a');
    expect(told?.advert.reveal().slice(0, 6)).toBe('213300');
  });

  it.each<[string, Partial<HostFacts>, object]>([
    ['keepalived runs there: it may have the role', { ...fresh, service: service(true) }, {}],
    ['it has no interpreter', as({ ...fresh, python: undefined }), {}],
    ['the pair detects fast, so that there is little to save', fresh, { detection: 'fast' }],
  ])('is nothing where %s', (_, b, answers) => {
    const seen = view({ hosts: { b } });
    expect(noRoleOfPeer({ ...seen, spec: { ...seen.spec, ...answers } }, 'a')).toBeUndefined();
  });

  it('shows its password to nobody', () => {
    expect(JSON.stringify(noRoleOfPeer(view({ hosts: { b: fresh } }), 'a'))).toContain('"advert":"[REDACTED]"');
  });
});
