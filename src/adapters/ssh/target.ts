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

/** One hop of a ProxyJump. */
export interface Jump {
  readonly host: string;
  readonly port?: number;
  readonly user?: string;
}

/** Reads `[user@]host[:port]`, several of them with commas between, the outermost first. Throws HostError('config'). */
export function parseJumps(text: string): readonly Jump[] {
  return text.split(',').map((word) => {
    const match = jumpPattern.exec(word.trim().replace(/^ssh:\/\//, ''));
    const host = match?.[2] ?? match?.[3];
    const port = match?.[4] === undefined ? undefined : Number(match[4]);
    if (host === undefined || host.startsWith('-') || (port !== undefined && (port < 1 || port > 65_535))) {
      throw new HostError('config', `a ProxyJump is not of the form user@host:port: ${text}`, {
        hint: 'give the jump hosts with commas between them, for example admin@203.0.113.7:22',
      });
    }
    const user = match?.[1];
    return { host, ...(port === undefined ? {} : { port }), ...(user === undefined ? {} : { user }) };
  });
}
