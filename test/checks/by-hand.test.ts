import { describe, expect, it } from 'vitest';
import { runPreflight } from '../../src/checks/run.js';
import { type Answers, toSpec } from '../../src/cluster/spec.js';
import type { AnnouncedSetup, GuideSetup, ScriptedSetup } from '../../src/facts/guide.js';
import { parseKeepalivedConfig } from '../../src/facts/keepalived-config.js';
import type { HaVip } from '../../src/ports/inventory.js';
import { contextOf, healthyPair } from '../fakes/pair.js';
import { answers, as, freshHost, inventory } from '../fakes/view.js';

const keepalived = parseKeepalivedConfig('vrrp_instance VI_1 {\n virtual_router_id 51\n}\n');
const role = { vip: '10.0.1.100', state: 'BACKUP', priority: '100' };
const announced = as<AnnouncedSetup>({ ...role, mechanism: 'havip', selfIp: '10.0.1.17', peerIp: '10.0.1.16' });
const scripted = as<ScriptedSetup>({
  ...{ ...role, mechanism: 'migrate' },
  ...{ selfEni: 'eni-aaaaaaa2', peerEni: 'eni-aaaaaaa1' },
});
const haVip = as<HaVip>({
  ...{ id: 'havip-aaaaaaa1', name: 'by-hand', address: '10.0.1.100', vpcId: 'vpc-1', subnetId: 'subnet-1' },
  ...{ state: 'AVAILABLE', instance: 'ins-aaaaaaa1', eni: 'eni-aaaaaaa1', checkAssociate: true },
  associations: ['ins-aaaaaaa1', 'ins-aaaaaaa2'].map((instance) => ({ instance, type: 'CVM' })),
});

/** What preflight says of keepalived on the second host, which somebody set up by hand and which runs. */
async function said(guide: GuideSetup, more: Partial<Answers>, haVips: readonly HaVip[] = [haVip]) {
  const fresh = freshHost(2);
  const service = { ...fresh.service, active: true };
  const findings = await runPreflight(
    contextOf({
      ...healthyPair(),
      spec: toSpec({ ...answers, vip: 'auto', ...more }),
      cloud: { known: { inventory: { ...inventory, haVips }, used: [] } },
      hosts: { a: { known: freshHost(1) }, b: { known: { ...fresh, keepalived, guide, service } } },
    }),
  );
  return findings
    .filter(({ id }) => id === 'config.foreign')
    .map(({ level, message, hint }) => `${level}: ${message} | ${hint}`)
    .join('\n');
}

describe('a pair that was made by hand', () => {
  it('on a HAVIP is taken over where the answers mean it', async () => {
    expect(await said(announced, { mechanism: 'havip' })).toMatch(
      /^warning: it was set up by hand from the guide: VIP 10\.0\.1\.100 announced beside 10\.0\.1\.16, state BACKUP, priority 100\. It is taken over/,
    );
    expect(await said(announced, { mechanism: 'havip', vip: 'havip-aaaaaaa1' })).toMatch(/^warning/);
  });

  it.each<[string, AnnouncedSetup, Partial<Answers>, RegExp]>([
    [
      'another VIP',
      announced,
      { vip: '10.0.1.99' },
      /^error: .*the answers say 10\.0\.1\.99 \| set vip: 10\.0\.1\.100/,
    ],
    [
      'another peer',
      as<AnnouncedSetup>({ ...announced, peerIp: '10.0.1.18' }),
      {},
      /^error: .*the answers name 10\.0\.1\.16 and 10\.0\.1\.17 \| name the two instances/,
    ],
    [
      'another host',
      as<AnnouncedSetup>({ ...announced, selfIp: '10.0.1.18' }),
      {},
      /^error: .*the answers name 10\.0\.1\.16 and 10\.0\.1\.17/,
    ],
  ])('on a HAVIP is refused with %s', async (_, guide, more, expected) => {
    expect(await said(guide, { mechanism: 'havip', ...more })).toMatch(expected);
  });

  it('is somebody’s where its VIP is no HAVIP', async () => {
    expect(await said(announced, { mechanism: 'havip' }, [])).toMatch(/^error: .* is not ours/);
  });

  it('by the other mechanism is not taken over, and the answers’ key is named', async () => {
    expect(await said(announced, { mechanism: 'migrate' }, [])).toMatch(
      /^error: .* is not ours.*where 10\.0\.1\.100 is a HAVIP, set mechanism: havip$/,
    );
    expect(await said(scripted, { mechanism: 'havip' })).toMatch(
      /^error: .*the answers say mechanism: havip \| set mechanism: migrate/,
    );
    expect(await said(scripted, { mechanism: 'migrate' })).toMatch(/^warning: .*between eni-aaaaaaa2 and eni-aaaaaaa1/);
  });
});
