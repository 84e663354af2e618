import { randomBytes } from 'node:crypto';
import type { Secret } from '../../cluster/secret.js';
import { HostError } from '../../errors.js';
import { say } from '../../messages/say.js';
import type { Argv } from '../../ports/host.js';
import type { Ended, Invocation } from './exec.js';
import type { SshQuestions } from './questions.js';
import { quote, shellProof } from './quote.js';
import { renderTarget, type Target } from './target.js';

/** How commands become root's on a host. */
export interface Elevation {
  readonly sudo: boolean;
  /** Given to sudo over stdin, never in a command line. */
  readonly password?: Secret;
  /** For a sudo that insists on a terminal (requiretty). */
  readonly pty: boolean;
}

const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * The command line by which the words run as root with a known environment, whatever the login shell is and whatever it
 * prints. The host itself ends what outlives its time: closing an SSH channel would leave the command running.
 */
export function asRoot(how: Elevation, argv: Argv, timeoutMs: number, stdin = ''): Invocation {
  const mark = `ha-setup-${randomBytes(8).toString('hex')}`;
  const seconds = String(timeoutMs / 1000 + 1);
  const words = quote(['env', 'LC_ALL=C', `PATH=${path}`, 'timeout', '-k', '5', seconds, ...argv]);
  if (how.pty) return onTerminal(how, words, mark, stdin);
  const begin = `printf '%s\\n' ${mark}; printf '%s\\n' ${mark} >&2; exec ${words}`;
  // Looked at with each command, so that no login takes a command more.
  if (!how.sudo) return { command: shellProof(`[ "$(id -u)" = 0 ] || { id >&2; exit 1; }; ${begin}`), mark, stdin };
  if (how.password === undefined) return { command: sudo(['-n'], begin), mark, stdin };
  // sudo may not need the password after all: what it leaves of it is read up to the mark.
  const skip = `while IFS= read -r line; do [ "$line" = ${mark} ] && break; done; `;
  const command = sudo(['-S', '-p', ''], skip + begin);
  return { command, mark, stdin: `${how.password.reveal()}\n${mark}\n${stdin}` };
}

/**
 * A terminal is one stream in each direction that never ends by itself: the content comes as base64 up to the mark, and what
 * the command writes to stderr follows its output, after a second mark.
 */
function onTerminal(how: Elevation, words: string, mark: string, stdin: string): Invocation {
  const feed = `sed -n '/^${mark}$/q;p' | base64 -d`;
  const script = `exec 3>&1; printf '%s\\n' ${mark}
said=$( { ${feed} | { exec ${words}; } >&3 3>&-; } 2>&1; printf 'x%s' "$?" )
printf '%s\\n' ${mark}-stderr; printf %s "\${said%x*}"; exit "\${said##*x}"`;
  const lines = Buffer.from(stdin).toString('base64').replace(/.{76}/g, '$&\n');
  const terminal = { prompt: `${mark}-password`, ...(how.password === undefined ? {} : { password: how.password }) };
  const flags = how.password === undefined ? ['-n'] : ['-S', '-p', terminal.prompt];
  return { command: sudo(flags, script), mark, stdin: `${lines}\n${mark}\n`, terminal };
}

function sudo(flags: readonly string[], script: string): string {
  return shellProof(`exec ${quote(['env', 'LC_ALL=C', 'sudo', ...flags, '--', '/bin/sh', '-c', script])}`);
}

const maxPasswords = 3;
const wantsTerminal = /must have a tty/i;
const wantsPassword = /password is required|no password was provided/i;
const wrongPassword = /incorrect password|sorry, try again|authentication (failure|failed)/i;

/** Who logs in as root is: each command makes sure of it. */
export const isRoot: Elevation = { sudo: false, pty: false };

/** Finds out how the commands of somebody else become root's, by trying. Throws HostError with what to do where none does. */
export async function becomeRoot(
  target: Target,
  tryOut: (how: Elevation) => Promise<Ended>,
  questions: SshQuestions,
): Promise<Elevation> {
  let how: Elevation = { sudo: true, pty: false };
  for (let asked = 0; ; ) {
    const ended = await tryOut(how);
    if (ended.began && ended.code === 0 && ended.stdout.trim() === '0') return how;
    if (!how.pty && wantsTerminal.test(ended.noise)) {
      how = { ...how, pty: true };
      continue;
    }
    const isAsking = wantsPassword.test(ended.noise) || (how.password !== undefined && wrongPassword.test(ended.noise));
    if (how.password !== undefined) questions.forget(how.password);
    if (!isAsking || asked === maxPasswords) throw sudoError(target, ended);
    asked += 1;
    const password = await questions.sudoPassword(target, asked);
    if (password === undefined || password.reveal() === '') throw sudoError(target, ended);
    how = { ...how, password };
  }
}

/** Why a command did not even begin, though others did before. */
export function notBegun(target: Target, how: Elevation, ended: Ended): HostError {
  return how.sudo ? sudoError(target, ended) : notRoot(target, ended);
}

function notRoot(target: Target, ended: Ended): HostError {
  const said = firstLine(ended.noise) || say.ssh.command.status(ended);
  return new HostError('auth', say.ssh.root.notAllowed({ said }), {
    where: renderTarget(target),
    hint: say.ssh.root.notAllowedHint,
  });
}

function sudoError(target: Target, ended: Ended): HostError {
  const said = firstLine(ended.noise) || firstLine(ended.stderr) || say.ssh.command.status(ended);
  const { user } = target;
  const command = `echo '${user} ALL=(ALL) NOPASSWD: ALL' > /etc/sudoers.d/ha-setup`;
  const hint = wantsPassword.test(ended.noise)
    ? say.ssh.root.sudoPasswordHint({ user, command })
    : say.ssh.root.sudoHint({ user, command });
  return new HostError('sudo', say.ssh.root.noSudo({ user, said }), { where: renderTarget(target), hint });
}

/** What sudo says last counts: its lecture and the noise of a login shell come before. */
function firstLine(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.find((line) => /sudo|sudoers/.test(line)) ?? lines.find((line) => line !== '') ?? '';
}
