import type { Region } from '../../cluster/ids.js';
import type { Landscape, RegionRecord } from '../../ports/inventory.js';
import type { Api } from './api.js';
import { readVisibleHaVips } from './havips.js';
import { readEnis } from './inventory.js';
import { allPages } from './pages.js';
import { toEip, toInstance, toSubnet } from './records.js';

/** The regions that are open to these credentials. */
export async function readRegions(api: Api): Promise<readonly RegionRecord[]> {
  const answer = await api.repeatable('DescribeRegions', ({ cvm }) => cvm.DescribeRegions(null));
  return (answer.RegionSet ?? [])
    .filter((one) => one.RegionState === 'AVAILABLE')
    .map((one) => ({ id: (one.Region ?? '') as Region, name: one.RegionName ?? '' }));
}

/** The region's instances, ENIs, subnets, EIPs and HAVIPs: two round trips and one for each further page. */
export async function readLandscape(api: Api): Promise<Landscape> {
  const [instances, enis, subnets, eips, haVips] = await Promise.all([
    readAllInstances(api),
    readEnis(api, []),
    readAllSubnets(api),
    readAllEips(api),
    readVisibleHaVips(api),
  ]);
  return { instances, enis, subnets, eips, haVips };
}

function readAllInstances(api: Api) {
  return allPages((offset, limit) =>
    api
      .repeatable('DescribeInstances', ({ cvm }) => cvm.DescribeInstances({ Offset: offset, Limit: limit }))
      .then((answer) => ({ items: (answer.InstanceSet ?? []).map(toInstance), total: answer.TotalCount ?? 0 })),
  );
}

function readAllSubnets(api: Api) {
  return allPages((offset, limit) =>
    api
      .repeatable('DescribeSubnets', ({ vpc }) => vpc.DescribeSubnets({ Offset: `${offset}`, Limit: `${limit}` }))
      .then((answer) => ({ items: (answer.SubnetSet ?? []).map(toSubnet), total: answer.TotalCount ?? 0 })),
  );
}

function readAllEips(api: Api) {
  return allPages((offset, limit) =>
    api
      .repeatable('DescribeAddresses', ({ vpc }) => vpc.DescribeAddresses({ Offset: offset, Limit: limit }))
      .then((answer) => ({ items: (answer.AddressSet ?? []).map(toEip), total: answer.TotalCount ?? 0 })),
  );
}
