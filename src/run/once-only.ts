import { CloudError } from '../errors.js';
import type { ClientTokens } from './tokens.js';

/**
 * A call that must happen once, and the wait for what it makes. Once that is there, or does not come within its time,
 * the token has done its work: what is made next is made with another one.
 */
export async function onceOnly(
  tokens: ClientTokens,
  name: string,
  subject: string,
  step: { send(token: string): Promise<unknown>; settle(): Promise<void> },
): Promise<void> {
  await tokens.call(name, subject, async (token) => void (await step.send(token)));
  try {
    await step.settle();
  } catch (error) {
    if (error instanceof CloudError && error.code === 'Timeout') await tokens.forget(name);
    throw error;
  }
  await tokens.forget(name);
}
