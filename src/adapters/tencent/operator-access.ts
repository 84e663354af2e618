import type { ClusterSpec } from '../../cluster/spec.js';
import { CloudError } from '../../errors.js';
import { say } from '../../messages/say.js';
import type { CloudPort } from '../../ports/cloud.js';
import type { CloudCredentials, KeyRing } from '../../ports/credentials.js';
import type { Prompter } from '../../ports/prompter.js';
import type { ApiOptions } from './api.js';
import { confirmDomain } from './domain.js';
import { findProxy } from './proxy.js';

interface Means {
  readonly keys: KeyRing;
  readonly env: NodeJS.ProcessEnv;
  /** Absent where nobody can be asked. */
  readonly prompter?: Prompter;
  cloudOf(options: ApiOptions): CloudPort;
}

/** The operator's way to the API: whatever has to be asked is asked once, and each region has one client, for all pairs. */
export class OperatorAccess {
  readonly #means: Means;
  readonly #confirmed = new Map<string, Promise<void>>();
  readonly #clients = new Map<string, CloudPort>();
  #asking: Promise<CloudCredentials> | undefined;

  constructor(means: Means) {
    this.#means = means;
  }

  /** Throws AnswersError for a domain that is refused, CloudError where there are no credentials. */
  async connect({ region, api: { domain } }: Pick<ClusterSpec, 'region' | 'api'>): Promise<CloudPort> {
    const { env, prompter, cloudOf } = this.#means;
    const confirmed = this.#confirmed.get(domain) ?? confirmDomain(domain, env, prompter);
    this.#confirmed.set(domain, confirmed);
    await confirmed;
    const credentials = await this.#credentials();
    const { secretId, secretKey, token } = credentials;
    // A key that was mistyped and its correction have one SecretId.
    const key = JSON.stringify([region, domain, secretId, secretKey.reveal(), token?.reveal()]);
    const proxy = findProxy(env, `vpc.${domain}`);
    const client =
      this.#clients.get(key) ?? cloudOf({ credentials, region, domain, ...(proxy !== undefined && { proxy }) });
    this.#clients.set(key, client);
    return client;
  }

  /** What was typed last, or found; those who need it while it is being asked for wait for that answer. */
  #credentials(): Promise<CloudCredentials> {
    this.#asking ??= this.#find().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  async #find(): Promise<CloudCredentials> {
    const { keys, prompter } = this.#means;
    const found = await keys.operator();
    if (found !== undefined) return found;
    if (prompter !== undefined) {
      const secretId = (await prompter.secret(say.logins.secretId)).reveal();
      const secretKey = await prompter.secret(say.logins.secretKey);
      const typed = { secretId, secretKey, source: say.questions.typedSource };
      keys.useOperator(typed);
      return typed;
    }
    throw new CloudError('credentials', 'NoCredentials', say.logins.none, {
      hint: say.logins.noneHint,
    });
  }
}
