/** VRRP's roles, and the VIP on the NICs. */
export const roles = {
  preferred: 'the preferred node is active',
  notPreferred: ({ seconds }: { seconds: number }) =>
    `the preferred node is not active; it comes back once it has been well for ${seconds} s`,
  notPreferredHint: 'wait, and see above what keeps it out',
  vrrp: ({ role }: { role: string }) => `VRRP says ${role}`,
  silent: "VRRP's role is not known: vip.py does not answer",
  nowhere: ({ role }: { role: string }) => `VRRP says ${role}; the cloud has the VIP on neither node`,
  agrees: ({ role }: { role: string }) => `VRRP says ${role}, as the cloud's record has it`,
  vipHere: ({ role, expected }: { role: string; expected: string }) =>
    `VRRP says ${role}, expected ${expected}: the cloud has the VIP here`,
  vipThere: ({ role, expected }: { role: string; expected: string }) =>
    `VRRP says ${role}, expected ${expected}: the cloud has the VIP on the other node`,
  roleHint: ({ command }: { command: string }) =>
    `there, /var/log/keepalived.log has each decision with its reason; ${command} repairs what can be repaired`,
  strayVip: ({ vip, device, eni }: { vip: string; device: string; eni: string }) =>
    `${vip} is on ${device}, which is not the NIC of ${eni}`,
  dropHint: ({ vip, device }: { vip: string; device: string }) =>
    `there: ip address del ${vip}/32 dev ${device}; the hooks do so where they run`,
  surplusVip: ({ vip, device }: { vip: string; device: string }) =>
    `${vip} is on ${device}, and the cloud has it on the other node`,
  missingVip: ({ vip, device }: { vip: string; device: string }) =>
    `${vip} is not on ${device}, and the cloud sends its packets here`,
  addHint: ({ vip, device, command }: { vip: string; device: string; command: string }) =>
    `the hooks add it where they run; else there: ip address add ${vip}/32 dev ${device}, then ${command}`,
  vipOn: ({ vip, device }: { vip: string; device: string }) => `${vip} is on ${device}, as it should be`,
  vipOff: ({ vip, device }: { vip: string; device: string }) => `${vip} is not on ${device}, as it should be`,
};
