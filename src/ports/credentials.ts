import type { Secret } from '../cluster/secret.js';

/** The operator's or a host's API credentials. */
export interface CloudCredentials {
  readonly secretId: string;
  readonly secretKey: Secret;
  readonly token?: Secret;
  /** Where they were found, for messages: "the environment", "~/.tccli/default.credential", … */
  readonly source: string;
  /** When they end, epoch ms of the cloud's clock; absent where they do not. */
  readonly expiresAtMs?: number;
}

/** This run's keys: found on this machine, or typed; kept in memory alone. */
export interface KeyRing {
  /** The operator's: typed, or found; undefined where there are none. Throws HaSetupError where they are there and unusable. */
  operator(): Promise<CloudCredentials | undefined>;
  useOperator(credentials: CloudCredentials): void;
  /** Those that this machine has, whatever was typed since. */
  ofMachine(): Promise<CloudCredentials | undefined>;
  /** With hostCredentials: key, the key that the hosts will use. */
  hosts(): CloudCredentials | undefined;
  useHosts(credentials: CloudCredentials): void;
}
