import { type ConnectedHost, type ConnectOptions, connectHost } from '../../src/adapters/ssh/connect.js';
import type { SshSpec } from '../../src/cluster/spec.js';
import { answering } from '../fakes/questions.js';
import type { Sshd } from './sshd.js';

/** Logins of one suite to one sshd, as root by the key that it lets in unless told otherwise; closed all together. */
export class Logins {
  readonly open: ConnectedHost[] = [];
  readonly #sshd: () => Sshd;

  constructor(sshd: () => Sshd) {
    this.#sshd = sshd;
  }

  readonly connect = async (ssh: Partial<SshSpec> = {}, rest: Partial<ConnectOptions> = {}): Promise<ConnectedHost> => {
    const { port, home, folder } = this.#sshd();
    const host = await connectHost({
      node: 'a',
      label: 'ins-labnode1',
      ssh: { host: '127.0.0.1', port, user: 'root', hostKeys: 'strict', ...ssh },
      home,
      env: {},
      systemFolder: folder,
      questions: answering(),
      onWarning: () => undefined,
      ...rest,
    });
    this.open.push(host);
    return host;
  };

  async close(): Promise<void> {
    await Promise.all(this.open.map((host) => host.close()));
  }
}
