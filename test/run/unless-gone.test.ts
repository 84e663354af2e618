import { expect, it } from 'vitest';
import { CloudError } from '../../src/errors.js';
import { unlessGone } from '../../src/run/unless-gone.js';

const refuse = (code: string) => unlessGone(() => Promise.reject(new CloudError('a call', code, 'refused')));

it.each(['ResourceNotFound', 'InvalidAddressId.NotFound', 'InvalidParameterValue.AddressNotFound'])(
  'takes what the API does not know any more for gone (%s)',
  async (code) => {
    await expect(refuse(code)).resolves.toBeUndefined();
  },
);

it.each(['AuthFailure.SecretIdNotFound', 'UnsupportedOperation.AttachmentNotFound', 'Network'])(
  'ends with what is no word of the thing itself (%s)',
  async (code) => {
    await expect(refuse(code)).rejects.toMatchObject({ code });
  },
);
