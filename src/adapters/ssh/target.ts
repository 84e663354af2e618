import { HostError } from '../../errors.js';

/** A server to log in to, and how messages name it. */
export interface Target {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** For messages: the instance's id, or "jump host". */
  readonly label: string;
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

const jumpPattern = /^(?:([^@\s,]+)@)?(?:\[([0-9A-Fa-f:.]+)\]|([^\s:@,[\]]+))(?::(\d{1,5}))?$/;

/** Reads `[user@]host[:port]`. One hop alone: a list of hops throws HostError. */
export function parseJump(text: string, user: string): Target {
  const match = jumpPattern.exec(text);
  const host = match?.[2] ?? match?.[3];
  const port = Number(match?.[4] ?? 22);
  if (host === undefined || port < 1 || port > 65_535) {
    throw new HostError('unreachable', `ssh.proxyJump is not one hop of the form user@host:port: ${text}`, {
      hint: 'give one jump host, for example admin@203.0.113.7:22',
    });
  }
  return { host, port, user: match?.[1] ?? user, label: 'jump host' };
}
