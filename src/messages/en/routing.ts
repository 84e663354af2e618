/** By which of its interfaces a host answers. */
export const routing = {
  ok: ({ address, device }: { address: string; device: string }) => `packets from ${address} leave by ${device}`,
  /** VRRP's own way, or that of clients in the subnet. */
  subnet: ({ address, device, actual }: { address: string; device: string; actual: string }) =>
    `packets from ${address} to hosts of the subnet leave by ${actual}, and the address is on ${device}: the VPC drops them`,
  elsewhere: ({ address, device, actual }: { address: string; device: string; actual: string }) =>
    `packets from ${address} to other subnets leave by ${actual}, and the address is on ${device}: clients there get no reply, as the VPC drops them`,
  internet: ({ address, device, actual }: { address: string; device: string; actual: string }) =>
    `packets from ${address} to the Internet leave by ${actual}, and the address is on ${device}: the EIP gets no reply, as the VPC drops them`,
  /** Where no route leads there. */
  nowhere: 'no interface',
  hint: ({ commands }: { commands: string }) =>
    `there: ${commands}; and the same in its network settings, for the next boot`,
};
