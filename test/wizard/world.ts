import { CloudError, HostError } from '../../src/errors.js';
import type { CloudCredentials, KeyRing } from '../../src/ports/credentials.js';
import type { World } from '../../src/wizard/scene.js';
import type { FakeCloud } from '../fakes/cloud.js';
import type { FakePrompter } from '../fakes/prompter.js';
import { as } from '../fakes/view.js';

/** Keys that are typed stay for the world to look at. */
export class FakeKeys implements KeyRing {
  typedOperator: CloudCredentials | undefined;
  typedHosts: CloudCredentials | undefined;
  readonly #found: CloudCredentials | undefined;

  constructor(found?: CloudCredentials) {
    this.#found = found;
  }

  operator = async () => this.typedOperator ?? this.#found;
  ofMachine = async () => this.#found;
  useOperator = (credentials: CloudCredentials) => {
    this.typedOperator = credentials;
  };
  hosts = () => this.typedHosts;
  useHosts = (credentials: CloudCredentials) => {
    this.typedHosts = credentials;
  };
}

export interface FakeWorld extends World {
  readonly said: string[];
  readonly logins: string[];
}

/**
 * A world whose API takes one secret key alone, and whose hosts let in root and nobody else.
 * @param files what stands on both hosts, by path
 */
export function worldOf(
  cloud: FakeCloud,
  prompter: FakePrompter,
  keys: FakeKeys,
  files: Readonly<Record<string, string>> = {},
): FakeWorld {
  const said: string[] = [];
  const logins: string[] = [];
  return {
    said,
    logins,
    prompter,
    keys,
    reporter: { say: (line) => void said.push(line), work: () => Promise.reject(new Error('nothing to do')) },
    connectCloud: async () => {
      const key = (await keys.operator())?.secretKey.reveal();
      cloud.refuse(
        'regions',
        key === 'right' ? undefined : new CloudError('DescribeRegions', 'AuthFailure', 'wrong key'),
      );
      return cloud;
    },
    keyFileProblem: async (file) => (file === '~/.ssh/gone' ? 'there is no file ~/.ssh/gone' : undefined),
    connectHost: async ({ ssh }, address) => {
      logins.push(`${ssh.user}@${address}`);
      if (ssh.user !== 'root') throw new HostError('auth', 'was not let in', { hint: 'see your keys' });
      const read = async ([, path = '']: readonly string[]) => {
        const stdout = files[path];
        return { code: stdout === undefined ? 1 : 0, stdout: stdout ?? '', stderr: '' };
      };
      return as({ read, close: async () => undefined });
    },
  };
}
