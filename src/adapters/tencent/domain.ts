import { AnswersError } from '../../errors.js';
import { say } from '../../messages/say.js';
import type { Prompter } from '../../ports/prompter.js';

/** Names a domain that is not the vendor's and is meant all the same: for runs that can ask nobody. */
export const confirmedDomain = 'HA_SETUP_API_DOMAIN';

/** The API's domains: the public one, the international one, the one inside the cloud, and those of a region. */
const vendors = /^(?:[a-z0-9-]+\.)*tencentcloudapi\.com$/i;

/**
 * An answers file may come from somebody else, and its api.domain is sent the SecretId and the session token. A domain that
 * is not the vendor's is confirmed by name first.
 * @throws AnswersError where it is not
 */
export async function confirmDomain(domain: string, env: NodeJS.ProcessEnv, prompter?: Prompter): Promise<void> {
  if (vendors.test(domain) || env[confirmedDomain] === domain) return;
  if (await prompter?.confirm(say.cloud.domain.question({ domain }), false)) return;
  throw new AnswersError(say.cloud.domain.refused({ domain }), {
    hint: say.cloud.domain.hint({ variable: confirmedDomain, domain }),
  });
}
