import { ApiError } from './api-error.js';
import type { Call, Context } from './context.js';

/**
 * Performs a call once for each ClientToken: the same token with the same parameters gets the first answer again.
 * Throws ApiError UnsupportedOperation.IdempotentParameterMismatch where the parameters differ.
 */
export function answerOnce(
  answers: Context['answers'],
  name: string,
  params: { readonly ClientToken?: string },
  call: Pick<Call, 'effects'>,
  perform: () => object,
): object {
  const token = params.ClientToken;
  if (token === undefined) return perform();
  if (token.length > 64 || !/^[\x20-\x7e]+$/.test(token)) {
    throw new ApiError('InvalidParameterValue.Malformed', '`ClientToken` has 1 to 64 ASCII characters.');
  }
  const key = `${name} ${token}`;
  const text = JSON.stringify(params);
  const before = answers.get(key);
  if (before === undefined && call.effects.some((effect) => 'deliveryFails' in effect)) {
    answers.set(key, { params: text, answer: 'undelivered' });
    throw undelivered();
  }
  if (before === undefined) {
    const answer = perform();
    answers.set(key, { params: text, answer });
    return answer;
  }
  if (before.answer === 'undelivered') throw undelivered();
  if (before.params !== text) {
    throw new ApiError(
      'UnsupportedOperation.IdempotentParameterMismatch',
      'The client token was used before with other parameters.',
    );
  }
  return before.answer;
}

const undelivered = () =>
  new ApiError('UnsupportedOperation.DeliveryFailed', 'The delivery failed. Renew `ClientToken` and try again.');
