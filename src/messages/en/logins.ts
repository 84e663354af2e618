/** What is asked to be let in by the API. */
export const logins = {
  secretId: 'Tencent Cloud SecretId:',
  secretKey: 'Tencent Cloud SecretKey:',
  none: 'there are no Tencent Cloud credentials',
  noneHint: 'set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY in the environment',
};
