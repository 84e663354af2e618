import { HostError } from '../../../errors.js';
import { say } from '../../../messages/say.js';
import { parsePort } from './numbers.js';

/** One hop of a ProxyJump. */
export interface Jump {
  readonly host: string;
  readonly port?: number;
  readonly user?: string;
}

/** The hosts and ports of a ProxyJump: `[user@]host[:port]` or `ssh://…`, several with commas between, the outermost first. */
export function findJumps(text: string): readonly Jump[] | undefined {
  const jumps = text
    .replace(/#.*/s, '')
    .split(',')
    .map((word) => parseJump(word.trim()));
  return jumps.every((jump) => jump !== undefined) ? jumps : undefined;
}

/** As findJumps; throws HostError('config') where a hop cannot be read. */
export function parseJumps(text: string): readonly Jump[] {
  const jumps = findJumps(text);
  if (jumps !== undefined) return jumps;
  throw new HostError('config', say.sshConfig.oddJump({ text }), {
    hint: say.sshConfig.oddJumpHint,
  });
}

function parseJump(text: string): Jump | undefined {
  const uri = /^ssh:\/\/(?:([^@]+)@)?(.*?)\/?$/s.exec(text);
  const plain = /^(?:(.+)@)?(.*)$/s.exec(text);
  const [, user, address = ''] = uri ?? plain ?? [];
  const [, bracketed, name = bracketed, portText] = /^(?:\[([^\]]+)\]|([^:/[\]]+))(?:[:/](.+))?$/s.exec(address) ?? [];
  const port = portText === undefined ? undefined : parsePort(portText);
  if (name === undefined || !isHostName(name) || (portText !== undefined && port === undefined)) return undefined;
  const login = uri === null ? user : decode(user?.replace(/;.*/s, ''));
  if (user !== undefined && (login === undefined || login === '')) return undefined;
  return { host: name, ...(port === undefined ? {} : { port }), ...(login === undefined ? {} : { user: login }) };
}

/** Tokens such as %h may stand in it; what a shell would read as its own may not. */
function isHostName(name: string): boolean {
  return !name.startsWith('-') && !/[\s\p{Cc}'"`$\\;&<>|(){}@]/u.test(name);
}

function decode(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
