/** The questions. */
export const wizard = {
  isPair: ({ cluster }: { cluster: string }) =>
    `these hosts are the pair ${cluster}: the questions propose what it has`,
  eipStays: ({ eip, ip }: { eip: string; ip: string }) =>
    `The pair has ${eip} (${ip}) now. It stays bound to the VIP and is billed, and no host watches it any more.`,
};
