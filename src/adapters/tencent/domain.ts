import { AnswersError } from '../../errors.js';
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
  const question = `api.domain of the answers is ${domain}, which is no domain of Tencent Cloud. It would be sent your SecretId. Go on?`;
  if (await prompter?.confirm(question, false)) return;
  throw new AnswersError(`api.domain is ${domain}, which is no domain of Tencent Cloud: nothing was sent there`, {
    hint: `correct api.domain in the answers, or, where it is meant, set ${confirmedDomain}=${domain} in the environment`,
  });
}
