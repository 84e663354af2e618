/** What is known of the hardware under the two instances. */
export const placement = {
  sameHost: ({ host }: { host: string }) => `both instances are on the dedicated host ${host}: one failure takes both`,
  sameHostHint: 'move one of them to another dedicated host in the console',
  sameRack: ({ rack }: { rack: string }) => `both instances are in the rack ${rack}: one failure can take both`,
  sameRackHint: 'move one of them to another rack of the resource pool',
  spread: ({ group }: { group: string }) =>
    `the cloud keeps both apart: they are in the spread placement group ${group} (its layer and affinity are not read)`,
  twoHosts: ({ one, other }: { one: string; other: string }) => `they are on two dedicated hosts, ${one} and ${other}`,
  unknown:
    'nothing keeps the two instances off one physical machine, and the API does not tell whether they share one: they are in no common spread placement group',
  unknownHint:
    'put both into one spread placement group of the layer host, switch or rack with affinity 1 (console: CVM, placement groups)',
};
