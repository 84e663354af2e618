/** What --verbose says of each step, behind the time that it took. */
export const steps = {
  cloud: "the cloud's side read",
  login: ({ host }: { host: string }) => `${host}: logged in`,
  host: ({ host }: { host: string }) => `${host}: read`,
  checks: 'checks made',
};
