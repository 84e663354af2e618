/** The operator's access to the API, and what it answers. `source` says where the credentials come from. */
export const cloud = {
  /** Where a connection starts. */
  from: { here: 'this machine', host: 'that host' },

  source: {
    environment: 'the environment',
    ownRole: ({ role }: { role: string }) => `this machine's CAM role ${role}`,
    role: ({ role }: { role: string }) => `the CAM role ${role}`,
  },

  credentials: {
    incomplete: ({ source, missing }: { source: string; missing: string }) =>
      `the credentials in ${source} are incomplete: ${missing} is missing`,
    incompleteHint: ({ missing, other }: { missing: string; other: string }) =>
      `set ${missing} as well, or remove ${other}`,
    unreadable: ({ path, code }: { path: string; code: string }) => `${path} cannot be read (${code})`,
    unreadableHint: ({ path }: { path: string }) => `make ${path} readable, or move it away`,
    notJson: ({ path }: { path: string }) => `${path} is not valid JSON`,
    notJsonHint: 'write it anew: tccli configure',
    expired: ({ path }: { path: string }) => `the credentials in ${path} have expired`,
    expiredHint: 'log in again: tccli auth login',
    unknownId: ({ id, source }: { id: string; source: string }) =>
      `Tencent Cloud knows no SecretId ${id} (from ${source}); it is mistyped, deleted or disabled`,
    unknownIdHint: ({ source }: { source: string }) =>
      `check the SecretId in ${source} against the console: Cloud Access Management, API keys`,
    noId: ({ id, source }: { id: string; source: string }) => `${id} (from ${source}) is no API key`,
    noIdHint: ({ source }: { source: string }) => `put a SecretId of the console's "API keys" page into ${source}`,
    wrongKey: ({ id, source }: { id: string; source: string }) =>
      `the SecretKey from ${source} does not belong to the SecretId ${id}`,
    wrongKeyHint: ({ source }: { source: string }) =>
      `check the SecretKey in ${source}: no blanks, no quotes, the one of this very SecretId`,
    temporary: ({ source }: { source: string }) =>
      `the temporary credentials from ${source} have expired, or their token is wrong`,
    temporaryHint: ({ source }: { source: string }) =>
      `get new ones into ${source}, with the token that belongs to them`,
    secondFactor: ({ source }: { source: string }) =>
      `the account needs a second factor, which the credentials from ${source} do not carry`,
    secondFactorHint: 'use temporary credentials that were made with the second factor',
    denied: ({ source, operation, resource }: { source: string; operation: string; resource: string }) =>
      `the credentials from ${source} lack the permission ${operation} on ${resource}`,
  },

  clock: {
    unknown: "this machine's clock is more than 300 s off, so the API takes its signatures for expired",
    behind: ({ seconds }: { seconds: number }) =>
      `this machine's clock is ${seconds} s behind the API's (300 s are allowed), so the API takes its signatures for expired`,
    ahead: ({ seconds }: { seconds: number }) =>
      `this machine's clock is ${seconds} s ahead of the API's (300 s are allowed), so the API takes its signatures for expired`,
    hint: 'set the clock, for example: timedatectl set-ntp true',
  },

  noRegion: ({ region }: { region: string }) => `Tencent Cloud has no region ${region}, or the service is not there`,
  tooOften: ({ action }: { action: string }) => `the account calls ${action} too often just now`,
  request: ({ message, id }: { message: string; id: string }) => `${message} (request ${id})`,
  noAnswer: ({ host, reason }: { host: string; reason: string }) => `no valid answer came from ${host}: ${reason}`,
  status: ({ host, status }: { host: string; status: number }) => `${host} answered with HTTP status ${status}`,
  certificateHint:
    'its certificate is not trusted here; behind a proxy that opens TLS, name its CA in NODE_EXTRA_CA_CERTS',
  unreachableHint: ({ from, host }: { from: string; host: string }) =>
    `check that ${from} reaches https://${host}, or set another api.domain in the answers`,

  domain: {
    question: ({ domain }: { domain: string }) =>
      `api.domain of the answers is ${domain}, which is no domain of Tencent Cloud. It would be sent your SecretId. Go on?`,
    refused: ({ domain }: { domain: string }) =>
      `api.domain is ${domain}, which is no domain of Tencent Cloud: nothing was sent there`,
    hint: ({ variable, domain }: { variable: string; domain: string }) =>
      `correct api.domain in the answers, or, where it is meant, set ${variable}=${domain} in the environment`,
  },

  metadata: {
    code: ({ code }: { code: string }) => `its answer has the code ${code}`,
    silent: ({ server, time }: { server: string; time: string }) => `${server} did not answer within ${time}`,
    status: ({ url, status }: { url: string; status: number }) => `${url} answered ${status}`,
    noRole: ({ reason }: { reason: string }) => `the metadata service gives no CAM role's credentials (${reason})`,
    noRoleHint: 'bind a CAM role to the instance in the console, or use hostCredentials: { type: key }',
  },

  trace: {
    unwritable: ({ path, reason }: { path: string; reason: string }) =>
      `the trace cannot be written to ${path}: ${reason}`,
    hint: 'name another file with --trace',
  },
};
