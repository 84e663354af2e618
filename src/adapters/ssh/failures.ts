import type { ClientErrorExtensions } from 'ssh2';
import { HostError } from '../../errors.js';
import { oneLine } from '../../text/harmless.js';
import type { Authentication } from './auth.js';
import { renderTarget, type Target } from './target.js';

type SshFailure = Error & ClientErrorExtensions;

/** What a failure before the login was complete means. Without an error the server just hung up. */
export function explainLogin(
  target: Target,
  error: SshFailure | undefined,
  state: { readonly authentication: Authentication; readonly handshakeOver: boolean },
): HostError {
  const details = { where: renderTarget(target), ...(error === undefined ? {} : { cause: error }) };
  const said = oneLine(error?.message ?? 'it closed the connection');
  if (error?.level === 'client-authentication' || /authentication failures/i.test(said)) {
    return explainAuth(target, state.authentication);
  }
  if (/no matching/i.test(said)) {
    return new HostError('refused', `the SSH server shares no algorithm with us (${said})`, {
      ...details,
      hint: 'allow a current key exchange and cipher in its sshd_config, for example curve25519-sha256 and aes128-gcm@openssh.com',
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

function explainAuth(target: Target, authentication: Authentication): HostError {
  const accepts = authentication.accepts.length > 0 ? `; the server takes ${authentication.accepts.join(', ')}` : '';
  return new HostError('auth', `${target.user} was not let in, tried: ${authentication.describe()}${accepts}`, {
    where: renderTarget(target),
    hint: `see that the public key is in ${target.user}'s authorized_keys there, that ssh.user is right, or set ssh.identityFile or HA_SETUP_SSH_PASSWORD`,
  });
}
