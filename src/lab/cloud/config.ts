import { readFileSync } from 'node:fs';
import type { Knobs } from './knobs.js';

export interface Listener {
  readonly address: string;
  readonly port: number;
}

/** A permission as CAM would grant it; * stands for any run of characters in both. */
export interface Permission {
  readonly action: string;
  readonly resource: string;
}

export interface KeyConfig {
  readonly secretId: string;
  readonly secretKey: string;
  readonly kind: 'operator' | 'host' | 'limited';
  readonly allowed: readonly Permission[];
}

/** The stand-in's settings: plain JSON, written by whoever starts it. */
export interface CloudConfig {
  /** Where certificates are kept and the control socket is made. */
  readonly dir: string;
  /** Where the authority (ca.pem, ca.key) is kept between labs; `dir` when absent. */
  readonly authorityDir?: string;
  readonly socket: string;
  readonly api: Listener;
  readonly metadata?: Listener;
  /** A folder served as it is, over plain HTTP. */
  readonly repository?: Listener & {
    readonly folder: string;
    /** The folders of those who get another one, by their address. */
    readonly others?: Readonly<Record<string, string>>;
  };
  /** The veth of each ENI that has a port; without it no network follows the record. */
  readonly ports?: Readonly<Record<string, string>>;
  readonly keys: readonly KeyConfig[];
  readonly knobs?: Partial<Knobs>;
  /** Instances beside the lab's own; 50 when absent. */
  readonly otherInstances?: number;
  /** How many private IPs an ENI may have; 6 when absent. */
  readonly ipQuota?: number;
  /** Instances for source addresses that the account does not have, such as loopback; for the metadata service. */
  readonly sources?: Readonly<Record<string, string>>;
}

export const everything: readonly Permission[] = [{ action: '*', resource: '*' }];

/** Reads a config file; the caller wrote it, so its shape is taken as given. */
export function readConfig(path: string): CloudConfig {
  return JSON.parse(readFileSync(path, 'utf8')) as CloudConfig;
}
