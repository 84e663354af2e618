import { CloudError } from '../errors.js';

/**
 * What the API answers where the thing itself is not there: the documented codes of DeleteHaVip, UnassignPrivateIpAddresses,
 * DisassociateAddress and ReleaseAddresses. Others that end in NotFound speak of something else, such as the SecretId.
 */
const gone = new Set(['ResourceNotFound', 'InvalidAddressId.NotFound', 'InvalidParameterValue.AddressNotFound']);

/**
 * Takes something away in the cloud. What the API does not know any more is gone already: an earlier run may have ended
 * just after its call, and the inventory shows the thing a little longer. The caller waits until the inventory agrees.
 */
export async function unlessGone(remove: () => Promise<unknown>): Promise<void> {
  try {
    await remove();
  } catch (error) {
    if (!(error instanceof CloudError) || !gone.has(error.code)) throw error;
  }
}
