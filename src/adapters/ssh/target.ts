/** A server to log in to, and how messages name it. */
export interface Target {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** For messages: the instance's id, or "jump host". */
  readonly label: string;
  /** A jump host's name as it was written; missing for a host of the pair. */
  readonly jump?: string;
  /** The jump host just before it, as host:port: whoever has that one could stand in for this server. */
  readonly through?: string;
}

/** "10.0.1.16:22 (ins-labnode1)", as `where` of every HostError. */
export function renderTarget(target: Target): string {
  return `${renderAddress(target.host, target.port)} (${target.label})`;
}

/** "root@10.0.1.16:22 (ins-labnode1)", for questions about a login. */
export function renderWho(target: Target): string {
  return `${target.user}@${renderTarget(target)}`;
}

export function renderAddress(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
