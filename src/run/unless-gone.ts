import { CloudError } from '../errors.js';

/** How the API's codes for a thing that is not there end: ResourceNotFound, InvalidAddressId.NotFound. */
const notFound = /NotFound$/;

/**
 * Takes something away in the cloud. What the API does not know any more is gone already: an earlier run may have ended
 * just after its call, and the inventory shows the thing a little longer. The caller waits until the inventory agrees.
 */
export async function unlessGone(remove: () => Promise<unknown>): Promise<void> {
  try {
    await remove();
  } catch (error) {
    if (!(error instanceof CloudError) || !notFound.test(error.code)) throw error;
  }
}
