import { HostError } from '../../errors.js';
import type { Argv, CommandResult } from '../../ports.js';
import { quote } from './quote.js';
import { renderTarget, type Target } from './target.js';

const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * The command line by which the words run as root with a known environment. The host itself ends what outlives its time:
 * closing an SSH channel would leave the command running.
 */
export function asRoot(user: string, argv: Argv, timeoutMs: number): string {
  const seconds = String(timeoutMs / 1000 + 1);
  const bounded: Argv = ['env', 'LC_ALL=C', `PATH=${path}`, 'timeout', '-k', '5', seconds, ...argv];
  return quote(user === 'root' ? bounded : ['sudo', '-n', '--', ...bounded]);
}

const refusals =
  /^sudo: (a password is required|a terminal is required|sorry, you must have a tty)|is not in the sudoers file|may not run sudo|^Sorry, user .* is not allowed to execute/m;

/** Throws HostError('sudo') where sudo itself refused, so that it never passes for the command's own failure. */
export function verifySudo(target: Target, result: CommandResult): void {
  if (target.user === 'root' || result.code !== 1 || !refusals.test(result.stderr)) return;
  throw sudoError(target, result);
}

/** Reads the answer to `id -u`: throws HostError where commands do not run as root. */
export function verifyRoot(target: Target, result: CommandResult): void {
  if (result.code === 0 && result.stdout.trim() === '0') return;
  if (target.user !== 'root') throw sudoError(target, result);
  const said = firstLine(result.stdout) || firstLine(result.stderr) || `uid ${result.stdout.trim()}`;
  throw new HostError('auth', `root was let in but may not run commands: ${said}`, {
    where: renderTarget(target),
    hint: 'set ssh.user to the image’s own user (ubuntu on Ubuntu images), who can use sudo',
  });
}

function sudoError(target: Target, result: CommandResult): HostError {
  const said = firstLine(result.stderr) || firstLine(result.stdout) || `exit status ${result.code}`;
  return new HostError('sudo', `${target.user} cannot become root without a password: ${said}`, {
    where: renderTarget(target),
    hint: `log in as root (ssh.user: root), or let ${target.user} use sudo: echo '${target.user} ALL=(ALL) NOPASSWD: ALL' > /etc/sudoers.d/ha-setup`,
  });
}

function firstLine(text: string): string {
  return text.trim().split('\n', 1)[0] ?? '';
}
