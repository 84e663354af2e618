import { createRequire } from 'node:module';
import type { Client as CvmClient } from 'tencentcloud-sdk-nodejs/tencentcloud/services/cvm/v20170312/cvm_client.js';
import type { Client as VpcClient } from 'tencentcloud-sdk-nodejs/tencentcloud/services/vpc/v20170312/vpc_client.js';
import { schemaOf, verifyFields } from '../../src/lab/cloud/schema.js';
import { operator, type TestCloud } from '../lab-cloud/start.js';

const require = createRequire(import.meta.url);
const path = 'tencentcloud-sdk-nodejs/tencentcloud/services';
const vpcModule = require(`${path}/vpc/v20170312/vpc_client.js`) as { Client: typeof VpcClient };
const cvmModule = require(`${path}/cvm/v20170312/cvm_client.js`) as { Client: typeof CvmClient };

interface Options {
  readonly credential?: { readonly secretId: string; readonly secretKey: string; readonly token?: string };
  readonly region?: string;
  readonly zone?: string;
  readonly agent?: TestCloud['agent'];
}

function clientConfig(cloud: TestCloud, service: string, options: Options) {
  const { credential = operator, region = 'ap-beijing', zone = '', agent = cloud.agent } = options;
  return {
    credential,
    region,
    profile: { httpProfile: { endpoint: `${service}.${zone}${cloud.domain}`, agent, reqTimeout: 3 } },
  };
}

/** The vendor's own client, pointed at the stand-in. */
export const vpcClient = (cloud: TestCloud, options: Options = {}) =>
  new vpcModule.Client(clientConfig(cloud, 'vpc', options));
export const cvmClient = (cloud: TestCloud, options: Options = {}) =>
  new cvmModule.Client(clientConfig(cloud, 'cvm', options));

/** The code with which a call is refused; fails where it is not. */
export async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    return (error as { code?: string }).code ?? `no code: ${(error as Error).message}`;
  }
  return 'accepted';
}

const withoutNulls = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_key, item: unknown) => (item === null ? undefined : item));

/** Fails where an answer has a field that the SDK's own declaration of the reply has not, or one of another type. */
export function verifyReply(service: string, action: string, answer: object): void {
  verifyFields(schemaOf(service), `${action}Response`, withoutNulls(answer));
}
