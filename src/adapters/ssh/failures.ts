import type { ClientErrorExtensions } from 'ssh2';
import { HostError } from '../../errors.js';
import { listed } from '../../messages/lists.js';
import { say } from '../../messages/say.js';
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
  const said = oneLine(error?.message ?? say.ssh.login.hungUp);
  if (error?.level === 'client-authentication' || /authentication failures/i.test(said)) {
    return explainAuth(target, state.authentication, /authentication failures/i.test(said));
  }
  if (/no matching/i.test(said)) return explainAlgorithms(said, state.firstWords, details);
  if (/^Not allowed at this time/i.test(state.firstWords.text)) {
    return new HostError('refused', say.ssh.login.turnedAway, {
      ...details,
      hint: say.ssh.login.turnedAwayHint,
    });
  }
  if (!state.handshakeOver) {
    return new HostError('lost', say.ssh.login.noServer({ said }), {
      ...details,
      hint: say.ssh.login.noServerHint,
    });
  }
  return new HostError('lost', say.ssh.login.lost({ said }), {
    ...details,
    hint: say.ssh.login.lostHint,
  });
}

/** What the end of a connection that was logged in means. */
export function explainLoss(target: Target, error?: SshFailure): HostError {
  const silent = error?.level === 'client-timeout';
  const why = silent ? say.ssh.connection.stoppedAnswering : oneLine(error?.message ?? say.ssh.connection.closed);
  return new HostError('lost', say.ssh.connection.lost({ why }), {
    where: renderTarget(target),
    hint: say.ssh.goesOn,
    ...(error === undefined ? {} : { cause: error }),
  });
}

/** Key exchanges that are safe against a quantum computer, which ssh2 does not have; OpenSSH 10 can be told to take no others. */
const postQuantum = /^(?:mlkem|sntrup)/;

function explainAlgorithms(said: string, firstWords: FirstWords, details: { readonly where: string }): HostError {
  // Entries with "@" and "ext-info" or "strict" in them are no methods but flags of the protocol.
  const methods = firstWords.kexMethods.filter((name) => !/^(?:ext-info|kex-strict)/.test(name));
  if (/key exchange/i.test(said) && methods.length > 0 && methods.every((name) => postQuantum.test(name))) {
    const message = say.ssh.login.postQuantum({ methods: listed(methods) });
    const hint = say.ssh.login.postQuantumHint;
    return new HostError('refused', message, { ...details, hint });
  }
  const isExchange = /key exchange/i.test(said) && methods.length > 0;
  const { noKeyExchange, noAlgorithm } = say.ssh.login;
  const message = isExchange ? noKeyExchange({ said, methods: listed(methods) }) : noAlgorithm({ said });
  return new HostError('refused', message, {
    ...details,
    hint: say.ssh.login.noAlgorithmHint,
  });
}

function explainAuth(target: Target, authentication: Authentication, hungUp: boolean): HostError {
  const { plain, taking, hungUp: withTries } = say.sshLogin.refused;
  const methods = listed(authentication.accepts);
  const words = { user: target.user, tried: authentication.describe() };
  const said = methods === '' ? plain(words) : taking({ ...words, methods });
  const message = hungUp ? withTries({ said, count: authentication.tries }) : said;
  return new HostError('auth', message, { where: renderTarget(target), hint: hintFor(target, authentication, hungUp) });
}

function hintFor(target: Target, { certificates }: Authentication, hungUp: boolean): string {
  const host = target.jump ?? target.host;
  if (hungUp) {
    return say.sshLogin.refused.hungUpHint({ host });
  }
  if (certificates.length > 0) {
    return say.sshLogin.refused.certificateHint({ files: listed(certificates), user: target.user });
  }
  return say.sshLogin.refused.hint({ user: target.user, variable: passwordVariable(target) });
}
