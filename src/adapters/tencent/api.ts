import { Agent } from 'node:https';
import type { Client as CvmClient } from 'tencentcloud-sdk-nodejs/tencentcloud/services/cvm/v20170312/cvm_client.js';
import type { Client as VpcClient } from 'tencentcloud-sdk-nodejs/tencentcloud/services/vpc/v20170312/vpc_client.js';
import { type CloudError, HostError } from '../../errors.js';
import { say } from '../../messages/say.js';
import type { Clock } from '../../ports/clock.js';
import type { CloudCredentials } from '../../ports/credentials.js';
import { harmlessAll } from '../../text/harmless.js';
import type { Trace } from '../trace/trace.js';
import { traceClient } from '../trace/trace-client.js';
import { clockOffsetOf, watchClocks } from './clock-offset.js';
import type { CodeClass } from './codes/code.js';
import { classify } from './codes/table.js';
import { toCloudError } from './errors.js';
import { type Action, withinRate } from './rates.js';
import { TunnelAgent } from './tunnel-agent.js';

export interface ApiOptions {
  readonly credentials: CloudCredentials;
  readonly region: string;
  /** What follows the service's name: tencentcloudapi.com, internal.tencentcloudapi.com, … */
  readonly domain: string;
  /** Carries the connections; one of its own, which keeps them open, when absent. */
  readonly agent?: Agent;
  /** An HTTP proxy's URL, for machines that reach the API through one; only without an agent. */
  readonly proxy?: string;
  readonly clock?: Clock;
  /** Notes each call. */
  readonly trace?: Trace;
}

export interface Clients {
  readonly vpc: VpcClient;
  readonly cvm: CvmClient;
}

/** What makes a call worth a second try; Network stands for an answer that did not come. */
type Passing = CodeClass | 'network';
const ofReading: readonly Passing[] = ['unsent', 'soon', 'slowly', 'network'];
/** Refusals after which a change was certainly not made. */
const ofChange: readonly Passing[] = ['unsent', 'slowly'];

const pausesMs = [150, 400, 1000, 2000];
const requestTimeoutSeconds = 10;
/** No further try after so long: whoever waits wants to hear of it. */
const patienceMs = 9_000;
const realClock: Clock = {
  now: () => Date.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/** The SDK's clients behind one way to call them: errors translated, passing failures tried again. */
export class Api {
  readonly #options: ApiOptions;
  readonly #clock: Clock;
  readonly #clients: Promise<Clients>;

  constructor(options: ApiOptions) {
    this.#options = options;
    this.#clock = options.clock ?? realClock;
    watchClocks();
    this.#clients = loadClients(options);
    // A failure to load is reported by the first call.
    this.#clients.catch(() => undefined);
  }

  /** The API's clock minus this machine's, in ms. */
  clockOffsetMs(): number | undefined {
    return clockOffsetOf(`vpc.${this.#options.domain}`, `cvm.${this.#options.domain}`);
  }

  /** A call that changes nothing, or may safely be made twice. Throws CloudError. */
  repeatable<T>(action: Action, send: (clients: Clients) => Promise<T>): Promise<T> {
    return this.#call(action, send, ofReading);
  }

  /** A call that must be performed once at most; one whose answer is lost is not repeated. Throws CloudError. */
  once<T>(action: Action, send: (clients: Clients) => Promise<T>): Promise<T> {
    return this.#call(action, send, ofChange);
  }

  /** A call without a second try. Throws CloudError. */
  single<T>(action: Action, send: (clients: Clients) => Promise<T>): Promise<T> {
    return this.#call(action, send, []);
  }

  async #call<T>(action: Action, send: (clients: Clients) => Promise<T>, retried: readonly Passing[]): Promise<T> {
    const { secretId } = this.#options.credentials;
    const start = this.#clock.now();
    for (let attempt = 0; ; attempt += 1) {
      try {
        const clients = await this.#clients;
        return harmlessAll(await withinRate(secretId, action, () => send(clients)));
      } catch (cause) {
        const error = this.#explain(action, cause);
        const pause = pausesMs[attempt];
        const late = this.#clock.now() - start > patienceMs;
        if (pause === undefined || late || !retried.includes(passingOf(error)) || isHopeless(error)) {
          throw error;
        }
        await this.#clock.sleep(pause * (0.75 + Math.random() / 2));
      }
    }
  }

  /** Throws HostError instead where the way through a host is at fault, not the API. */
  #explain(action: string, cause: unknown): CloudError {
    const { credentials, region, domain, agent } = this.#options;
    const tunnel = agent instanceof TunnelAgent ? agent : undefined;
    const failure = tunnel?.takeFailure();
    if (failure instanceof HostError && (failure.kind === 'forwarding' || failure.kind === 'lost')) throw failure;
    const service = /^Describe(Instances|Regions|Zones)$/.test(action) ? 'cvm' : 'vpc';
    const host = `${service}.${domain}`;
    const from = tunnel === undefined ? say.cloud.from.here : say.cloud.from.host;
    return toCloudError({ action, host, region, credentials, from, clockOffsetMs: clockOffsetOf(host) }, cause);
  }
}

const passingOf = ({ code }: CloudError): Passing => (code === 'Network' ? 'network' : classify(code));

/** No answer came, and none will come: the name does not exist, or the certificate is not trusted. */
function isHopeless(error: CloudError): boolean {
  return error.code === 'Network' && /ENOTFOUND|CERT|certificate/.test(error.message);
}

async function loadClients({ credentials, region, domain, agent, proxy, trace }: ApiOptions): Promise<Clients> {
  // The default is the module of the CommonJS kind itself, bundled or not.
  const [{ default: vpcModule }, { default: cvmModule }] = await Promise.all([
    import('tencentcloud-sdk-nodejs/tencentcloud/services/vpc/v20170312/vpc_client.js'),
    import('tencentcloud-sdk-nodejs/tencentcloud/services/cvm/v20170312/cvm_client.js'),
  ]);
  const { secretId, secretKey, token } = credentials;
  const credential = { secretId, secretKey: secretKey.reveal(), ...(token && { token: token.reveal() }) };
  // Without an agent the SDK opens and closes a connection for every call.
  const transport =
    agent === undefined && proxy !== undefined ? { proxy } : { agent: agent ?? new Agent({ keepAlive: true }) };
  const config = (service: string) => ({
    credential,
    region,
    profile: {
      language: 'en-US' as const,
      httpProfile: { endpoint: `${service}.${domain}`, reqTimeout: requestTimeoutSeconds, ...transport },
    },
  });
  const noted = <C extends object>(service: string, client: C) =>
    trace === undefined ? client : traceClient(client, { service, region }, trace);
  return {
    vpc: noted('vpc', new vpcModule.Client(config('vpc'))),
    cvm: noted('cvm', new cvmModule.Client(config('cvm'))),
  };
}
