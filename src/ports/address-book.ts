/** Where the hosts were when the cloud was last asked: for the day on which it does not answer. */
export interface AddressBook {
  /** The entry of a key; undefined where there is none. */
  find(key: string): AddressEntry | undefined;
  /** Keeps an entry, as far as this machine lets us. */
  note(key: string, entry: AddressEntry): void;
}

export interface AddressEntry {
  readonly address: string;
  /** The jump host with its own address in the place of an instance's id. */
  readonly proxyJump?: string;
}
