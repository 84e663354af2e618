import { action } from '../context.js';

export const identityActions = [
  action<object>({
    service: 'sts',
    name: 'GetCallerIdentity',
    limit: 20,
    perform: (_params, { account }, { key }) => ({
      Arn: `qcs::sts:${account.region}:uin/${account.uin}:${key.kind}`,
      AccountId: account.uin,
      UserId: account.uin,
      PrincipalId: account.uin,
      Type: key.token === undefined ? 'CAMUser' : 'AssumedRole',
    }),
  }),
];
