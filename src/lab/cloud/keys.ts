import { randomBytes } from 'node:crypto';
import type { KeyConfig, Permission } from './config.js';
import type { SigningKey } from './tc3.js';

export interface Key extends SigningKey {
  readonly kind: string;
  allowed: readonly Permission[];
}

interface Role {
  allowed: readonly Permission[];
}

const random = (bytes: number) => randomBytes(bytes).toString('hex');

/** The least that a host of the pair needs. */
export function hostPermissions(uin: string, region: string, enis: readonly string[]): readonly Permission[] {
  const names = ['Describe*', 'AssociateAddress', 'DisassociateAddress'];
  const describe = names.flatMap((name) => [`vpc:${name}`, `cvm:${name}`]);
  return [
    ...describe.map((action) => ({ action, resource: '*' })),
    ...enis.flatMap((eni) =>
      ['vpc:MigratePrivateIpAddress', 'vpc:AssignPrivateIpAddresses'].map((action) => ({
        action,
        resource: `qcs::vpc:${region}:uin/${uin}:eni/${eni}`,
      })),
    ),
  ];
}

/** Everyone who may sign: fixed keys, and the temporary ones that the metadata server hands out for a role. */
export class Keys {
  readonly #keys = new Map<string, Key>();
  readonly #roles = new Map<string, Role>();
  readonly #current = new Map<string, { key: Key; renewAt: number }>();

  constructor(fixed: readonly KeyConfig[]) {
    this.reset(fixed);
  }

  /** The fixed keys alone, as they were given. */
  reset(fixed: readonly KeyConfig[]): void {
    this.#keys.clear();
    this.#roles.clear();
    this.#current.clear();
    for (const key of fixed) this.#keys.set(key.secretId, { ...key });
  }

  find(secretId: string): Key | undefined {
    return this.#keys.get(secretId);
  }

  defineRole(name: string, allowed: readonly Permission[]): void {
    this.#roles.set(name, { allowed });
    for (const key of this.#keys.values()) if (key.kind === `role:${name}`) key.allowed = allowed;
  }

  hasRole(name: string): boolean {
    return this.#roles.has(name);
  }

  /** The role's credentials for one instance; the same until half of their life is over. `now` is the API's clock. */
  temporary(role: string, instance: string, now: number, seconds: number): Required<SigningKey> {
    const held = this.#current.get(instance);
    if (held !== undefined && held.key.kind === `role:${role}` && now < held.renewAt) return complete(held.key);
    const key: Key = {
      secretId: `AKID${random(16)}`,
      secretKey: random(16),
      token: random(48),
      expiresAt: now + seconds * 1000,
      kind: `role:${role}`,
      allowed: this.#roles.get(role)?.allowed ?? [],
    };
    this.#keys.set(key.secretId, key);
    this.#current.set(instance, { key, renewAt: now + seconds * 500 });
    return complete(key);
  }

  /** The next question gets new credentials; the old ones stay good, unless they are to expire at once. */
  rotate(expireOld: boolean): void {
    for (const { key } of this.#current.values()) {
      if (expireOld) this.#keys.set(key.secretId, { ...key, expiresAt: 0 });
    }
    this.#current.clear();
  }

  /** Makes the credentials that are in use bad at once, while the metadata server still hands them out. */
  expire(): void {
    for (const { key } of this.#current.values()) this.#keys.set(key.secretId, { ...key, expiresAt: 0 });
  }

  delete(secretId: string): void {
    this.#keys.delete(secretId);
  }

  setAllowed(kindOrSecretId: string, allowed: readonly Permission[]): void {
    for (const key of this.#keys.values()) {
      if (key.kind === kindOrSecretId || key.secretId === kindOrSecretId) key.allowed = allowed;
    }
    const role = this.#roles.get(kindOrSecretId.replace(/^role:/, ''));
    if (role !== undefined) role.allowed = allowed;
  }
}

function complete(key: Key): Required<SigningKey> {
  return { secretId: key.secretId, secretKey: key.secretKey, token: key.token ?? '', expiresAt: key.expiresAt ?? 0 };
}

function matches(pattern: string, value: string): boolean {
  const expression = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${expression.join('.*')}$`).test(value);
}

/** The first of the resources that the key may not use for the action; undefined when it may use all of them. */
export function findForbidden(key: Key, action: string, resources: readonly string[]): string | undefined {
  return resources.find(
    (resource) => !key.allowed.some((one) => matches(one.action, action) && matches(one.resource, resource)),
  );
}
