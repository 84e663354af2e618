import { setMaxListeners } from 'node:events';
import type { Duplex } from 'node:stream';
import { Client, type ClientErrorExtensions } from 'ssh2';
import { HaSetupError, HostError } from '../../errors.js';
import { say } from '../../messages/say.js';
import { formatDuration } from '../../text/time.js';
import { Authentication, type AuthOptions } from './auth.js';
import { explainLogin, explainLoss } from './failures.js';
import { FirstWords } from './first-words.js';
import type { Hop } from './hop.js';
import type { HostKeyCheck } from './host-key.js';
import { renderTarget, type Target } from './target.js';

const leastHandshakeMs = 15_000;

/** A connection that is logged in. `lost` fires once, with a HostError as its reason, when it ends for any cause. */
export interface Link {
  readonly client: Client;
  readonly target: Target;
  readonly lost: AbortSignal;
  /** Counts the connection as lost: ssh2 refuses to use it, and its end has not been seen yet. Returns the reason. */
  drop(cause: unknown): HostError;
  close(): Promise<void>;
}

/** Logs in over the socket. Throws HostError; the socket is closed then. */
export async function openLink(
  hop: Hop,
  socket: Duplex,
  hostKey: HostKeyCheck,
  auth: Omit<AuthOptions, 'hop'>,
): Promise<Link> {
  const { target, algorithms } = hop;
  const handshakeTimeoutMs = Math.max(leastHandshakeMs, hop.connectTimeoutMs);
  const client = new Client();
  const ended = new AbortController();
  setMaxListeners(0, ended.signal);
  const where = renderTarget(target);
  let refusedKey: Error | undefined;

  await new Promise<void>((resolve, reject) => {
    const fail = (error: Error) => {
      patience.stop();
      reject(error);
      ended.abort(error);
      client.destroy();
      socket.destroy();
    };
    const patience = new Patience(handshakeTimeoutMs, () =>
      fail(
        new HostError('timeout', say.ssh.login.tooSlow({ time: formatDuration(handshakeTimeoutMs, 'set') }), {
          where,
          hint: say.ssh.login.tooSlowHint,
        }),
      ),
    );
    const authentication = new Authentication({ hop, ...auth }, patience.whileAsking);
    const firstWords = new FirstWords(socket);
    let handshakeOver = false;
    let kept = Promise.resolve();
    let ready = false;
    const explain = (error?: Error & ClientErrorExtensions) => {
      authentication.refuseLast();
      return (
        refusedKey ??
        authentication.leftBy ??
        explainLogin(target, error, { authentication, handshakeOver, firstWords })
      );
    };
    /** A question stays on the screen until it is answered; the answer is for the next login (sshd's LoginGraceTime may be over). */
    const failUnlessAsking = (error?: Error & ClientErrorExtensions) => {
      const { question } = patience;
      if (question === undefined) return fail(explain(error));
      const late = () => new HostError('late', say.sshLogin.late, { where, hint: say.ssh.goesOn });
      question.then(
        () => fail(refusedKey ?? authentication.leftBy ?? late()),
        (reason: unknown) => fail(reason instanceof Error ? reason : late()),
      );
    };

    // These listeners stay for the connection's whole life: a TCP reset during a drill is an `error` event.
    client.on('error', (error: Error & ClientErrorExtensions) => {
      if (ready) return fail(explainLoss(target, error));
      if (isOfOneAttempt(error, authentication)) return authentication.note(error.message);
      failUnlessAsking(error);
    });
    client.on('close', () => (ready ? fail(explainLoss(target)) : failUnlessAsking()));
    client.once('handshake', () => {
      handshakeOver = true;
      // The server has shown by now that it has the private key; nothing is sent to it before its key is kept.
      kept = hostKey.keep();
      kept.catch((error: unknown) => fail(asHostKeyError(error, where)));
    });
    client.once('ready', () => {
      ready = true;
      patience.stop();
      resolve();
    });
    // A server that hung up while the files were read: ssh2 would wait for an end that has already been.
    if (socket.destroyed) return fail(explain());
    client.connect({
      sock: socket,
      username: target.user,
      algorithms: {
        kex: [...algorithms.kexalgorithms],
        cipher: [...algorithms.ciphers],
        hmac: [...algorithms.macs],
        serverHostKey: hostKey.algorithms(),
        compress: ['none'],
      },
      hostVerifier: (key: Buffer, verify: (trusted: boolean) => void) => {
        patience.whileAsking(hostKey.verify(key)).then(
          () => verify(true),
          (error: unknown) => {
            refusedKey = asHostKeyError(error, where);
            verify(false);
          },
        );
      },
      authHandler: (left, partial, use) => {
        kept.then(
          () => authentication.next(left, partial, use),
          () => undefined,
        );
      },
      readyTimeout: 0,
      keepaliveInterval: hop.aliveIntervalMs,
      keepaliveCountMax: hop.aliveCountMax,
    });
  });
  const drop = (cause: unknown): HostError => {
    if (!ended.signal.aborted) {
      ended.abort(explainLoss(target, cause instanceof Error ? cause : undefined));
      client.destroy();
    }
    return ended.signal.reason;
  };
  return { client, target, lost: ended.signal, drop, close: () => closeClient(client, ended.signal) };
}

function asHostKeyError(error: unknown, where: string): HaSetupError {
  return error instanceof HaSetupError ? error : new HostError('host-key', String(error), { where });
}

/** The agent's or one key's trouble is no end: ssh2 goes on to the next way by itself. */
function isOfOneAttempt(error: ClientErrorExtensions, authentication: Authentication): boolean {
  return error.level === 'agent' || (error.level === 'client-authentication' && !authentication.exhausted);
}

function closeClient(client: Client, lost: AbortSignal): Promise<void> {
  if (lost.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => client.destroy(), 500);
    lost.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
    client.end();
  });
}

/** A deadline that stands still while a person is being asked something. */
export class Patience {
  readonly #ms: number;
  readonly #onEnd: () => void;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  /** The question that is open now. */
  question: Promise<unknown> | undefined;

  constructor(ms: number, onEnd: () => void) {
    this.#ms = ms;
    this.#onEnd = onEnd;
    this.#timer = setTimeout(onEnd, ms);
  }

  /** The whole time is given anew after each question. */
  readonly whileAsking = async <T>(question: Promise<T>): Promise<T> => {
    clearTimeout(this.#timer);
    this.question = question;
    try {
      return await question;
    } finally {
      this.question = undefined;
      if (!this.#stopped) this.#timer = setTimeout(this.#onEnd, this.#ms);
    }
  };

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }
}
