/** An ARP packet as a port of the network heard it from its machine. */
export interface Announcement {
  /** The ENI of the port. */
  readonly eni: string;
  readonly operation: 'request' | 'reply';
  /** The sender's MAC and IPv4 address, and the target's address, as the packet has them. */
  readonly mac: string;
  readonly sender: string;
  readonly target: string;
}

/** The network that follows the cloud's record: one call for every change that packets can feel. */
export interface Fabric {
  /** Packets for the address go to the ENI's port from now on; undefined: nowhere. */
  route(address: string, eni: string | undefined): Promise<void>;
  /** The public address stands for the private one from now on; undefined: for none. */
  nat(publicIp: string, privateIp: string | undefined): Promise<void>;
  /** Tells of every ARP packet that a port hears from now on; resolves when it listens. */
  listen(tell: (heard: Announcement) => void): Promise<void>;
  /** Listens no more. */
  close(): void;
}

/** A fabric without a network, which remembers what it was told. */
export class RecordingFabric implements Fabric {
  readonly events: { readonly kind: 'route' | 'nat'; readonly address: string; readonly target: string | undefined }[] =
    [];
  #tell: (heard: Announcement) => void = () => {};

  async route(address: string, eni: string | undefined): Promise<void> {
    this.events.push({ kind: 'route', address, target: eni });
  }

  async nat(publicIp: string, privateIp: string | undefined): Promise<void> {
    this.events.push({ kind: 'nat', address: publicIp, target: privateIp });
  }

  async listen(tell: (heard: Announcement) => void): Promise<void> {
    this.#tell = tell;
  }

  close(): void {
    this.#tell = () => {};
  }

  /** As if a port had heard it. */
  announce(heard: Announcement): void {
    this.#tell(heard);
  }
}
