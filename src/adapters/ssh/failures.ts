import type { ClientErrorExtensions } from 'ssh2';
import { HostError } from '../../errors.js';
import { oneLine } from '../../text/harmless.js';
import type { Authentication } from './auth.js';
import type { FirstWords } from './first-words.js';
import { passwordVariable } from './questions.js';
import { renderTarget, type Target } from './target.js';

type SshFailure = Error & ClientErrorExtensions;

interface LoginState {
  readonly authentication: Authentication;
  readonly handshakeOver: boolean;
  readonly firstWords: FirstWords;
}

/** What a failure before the login was complete means. Without an error the server just hung up. */
export function explainLogin(target: Target, error: SshFailure | undefined, state: LoginState): HostError {
  const details = { where: renderTarget(target), ...(error === undefined ? {} : { cause: error }) };
  const said = oneLine(error?.message ?? 'it closed the connection');
  if (error?.level === 'client-authentication' || /authentication failures/i.test(said)) {
    return explainAuth(target, state.authentication, /authentication failures/i.test(said));
  }
  if (/no matching/i.test(said)) return explainAlgorithms(said, state.firstWords, details);
  if (/^Not allowed at this time/i.test(state.firstWords.text)) {
    return new HostError('refused', 'its sshd turns this machine away for a while, after logins that failed', {
      ...details,
      hint: 'OpenSSH does so for 15 s to 10 min (PerSourcePenalties in its sshd_config): wait, then run the same command again with the right key or password',
    });
  }
  if (!state.handshakeOver) {
    return new HostError('lost', `no SSH server answered there (${said})`, {
      ...details,
      hint: 'see that this port is an SSH server, and that neither MaxStartups nor a deny list of the host turns us away',
    });
  }
  return new HostError('lost', `the connection was lost while logging in (${said})`, {
    ...details,
    hint: 'run the same command again; if it stays, the host’s own log (journalctl -u ssh) says why',
  });
}

/** What the end of a connection that was logged in means. */
export function explainLoss(target: Target, error?: SshFailure): HostError {
  const silent = error?.level === 'client-timeout';
  const why = silent ? 'the host stopped answering' : oneLine(error?.message ?? 'it was closed');
  return new HostError('lost', `the SSH connection was lost (${why})`, {
    where: renderTarget(target),
    hint: 'see that the host is up, then run the same command again: it goes on where this one ended',
    ...(error === undefined ? {} : { cause: error }),
  });
}

/** Key exchanges that are safe against a quantum computer, which ssh2 does not have; OpenSSH 10 can be told to take no others. */
const postQuantum = /^(?:mlkem|sntrup)/;

function explainAlgorithms(said: string, firstWords: FirstWords, details: { readonly where: string }): HostError {
  // Entries with "@" and "ext-info" or "strict" in them are no methods but flags of the protocol.
  const methods = firstWords.kexMethods.filter((name) => !/^(?:ext-info|kex-strict)/.test(name));
  if (/key exchange/i.test(said) && methods.length > 0 && methods.every((name) => postQuantum.test(name))) {
    const message = `its sshd takes post-quantum key exchanges alone (${methods.join(', ')}), which ha-setup does not have`;
    const hint = 'add to its sshd_config: KexAlgorithms +curve25519-sha256, then reload sshd';
    return new HostError('refused', message, { ...details, hint });
  }
  const theirs = /key exchange/i.test(said) && methods.length > 0 ? `; it takes ${methods.join(', ')}` : '';
  return new HostError('refused', `the SSH server shares no algorithm with us (${said}${theirs})`, {
    ...details,
    hint: 'allow a current key exchange and cipher in its sshd_config, for example curve25519-sha256 and aes128-gcm@openssh.com',
  });
}

function explainAuth(target: Target, authentication: Authentication, hungUp: boolean): HostError {
  const accepts = authentication.accepts.length > 0 ? `; the server takes ${authentication.accepts.join(', ')}` : '';
  const tries = hungUp ? `; it hung up after ${authentication.tries} tries (MaxAuthTries)` : '';
  const message = `${target.user} was not let in, tried: ${authentication.describe()}${accepts}${tries}`;
  return new HostError('auth', message, { where: renderTarget(target), hint: hintFor(target, authentication, hungUp) });
}

function hintFor(target: Target, { certificates }: Authentication, hungUp: boolean): string {
  const host = target.jump ?? target.host;
  if (hungUp) {
    return `name the right key alone: ssh.identityFile in the answers, or for ${host} in your ssh_config the two lines IdentityFile and IdentitiesOnly yes`;
  }
  if (certificates.length > 0) {
    return `ha-setup cannot present a certificate (there is one for ${certificates.join(', ')}): if its sshd lets certificates in alone, add the plain public key to ${target.user}'s authorized_keys there`;
  }
  return `see that the public key is in ${target.user}'s authorized_keys there, that ssh.user is right, or set ssh.identityFile or ${passwordVariable(target)}`;
}
