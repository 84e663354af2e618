import { CloudError } from '../../errors.js';
import type { Eni } from '../../ports/inventory.js';
import type { Api } from './api.js';

/** Private IPs that an ENI of an instance may have, the primary one included, by the ENI's kind. */
interface Quota {
  readonly standard: number | undefined;
  readonly extension: number | undefined;
}

export type Quotas = ReadonlyMap<string, Quota | undefined>;

/** The quotas of instances; nothing for those that the account does not have. One call for each. */
export async function readQuotas(api: Api, instances: readonly string[]): Promise<Quotas> {
  const unique = [...new Set(instances)];
  return new Map(
    await Promise.all(unique.map(async (instance) => [instance, await readQuota(api, instance)] as const)),
  );
}

/** ENIs with the quota of their kind. */
export function withQuotas(enis: readonly Eni[], quotas: Quotas): readonly Eni[] {
  return enis.map((eni) => {
    const quota = eni.instance === undefined ? undefined : quotas.get(eni.instance);
    const ipQuota = eni.extension ? quota?.extension : quota?.standard;
    return { ...eni, ...(ipQuota !== undefined && { ipQuota }) };
  });
}

async function readQuota(api: Api, instance: string): Promise<Quota | undefined> {
  try {
    const answer = await api.repeatable('DescribeNetworkInterfaceLimit', ({ vpc }) =>
      vpc.DescribeNetworkInterfaceLimit({ InstanceId: instance }),
    );
    return {
      standard: positive(answer.EniPrivateIpAddressQuantity),
      extension: positive(answer.ExtendEniPrivateIpAddressQuantity),
    };
  } catch (error) {
    if (error instanceof CloudError && /NotFound|Malformed/.test(error.code)) return undefined;
    throw error;
  }
}

/** 0 stands for a kind of ENI that the instance does not take, or for nothing known: no ENI has a quota of none. */
const positive = (value: number | null | undefined) => (value === null || value === 0 ? undefined : value);
