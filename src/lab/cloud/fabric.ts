/** The network that follows the cloud's record: one call for every change that packets can feel. */
export interface Fabric {
  /** Packets for the address go to the ENI's port from now on; undefined: nowhere. */
  route(address: string, eni: string | undefined): Promise<void>;
  /** The public address stands for the private one from now on; undefined: for none. */
  nat(publicIp: string, privateIp: string | undefined): Promise<void>;
}

/** A fabric without a network, which remembers what it was told. */
export class RecordingFabric implements Fabric {
  readonly events: { readonly kind: 'route' | 'nat'; readonly address: string; readonly target: string | undefined }[] =
    [];

  async route(address: string, eni: string | undefined): Promise<void> {
    this.events.push({ kind: 'route', address, target: eni });
  }

  async nat(publicIp: string, privateIp: string | undefined): Promise<void> {
    this.events.push({ kind: 'nat', address: publicIp, target: privateIp });
  }
}
