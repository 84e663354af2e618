import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectHost } from '../../src/adapters/ssh/connect.js';
import { answering } from '../fakes/questions.js';
import { describeLab } from './needs-lab.js';
import { generateKey, type Sshd, startSshd } from './sshd.js';

/** What may stand in a line of known_hosts, filled in for the sshd of the test: @NAME@, @BARE@, and keys. */
interface Scenario {
  readonly lines: readonly string[];
  readonly system?: readonly string[];
  readonly policy?: 'yes' | 'accept-new' | 'no';
  readonly config?: string;
  /** Where we are stricter than ssh on purpose: why. */
  readonly stricter?: string;
}

const policies = ['yes', 'accept-new'] as const;
const both = (...lines: readonly string[]): readonly Scenario[] => policies.map((policy) => ({ lines, policy }));

const scenarios: readonly Scenario[] = [
  ...both(),
  ...both('@NAME@ OWN'),
  ...both('@BARE@ OWN'),
  ...both('@NAME@ OTHER'),
  ...both('@BARE@ OTHER'),
  ...both('@NAME@ OTHER', '@BARE@ OWN'),
  ...both('@BARE@ OWN', '@NAME@ OTHER'),
  ...both('@NAME@ OWN', '@BARE@ OTHER'),
  ...both('@NAME@ RSA', '@BARE@ OWN'),
  ...both('@NAME@ RSA'),
  ...both('@BARE@ RSA'),
  ...both('@NAME@ RSA', '@NAME@ OWN'),
  ...both('@NAME@ OTHER', '@NAME@ OWN'),
  ...both('* OWN'),
  ...both('* OTHER'),
  ...both('!@NAME@,* OWN'),
  ...both('@BARE@,@NAME@ OWN'),
  ...both('[*]:* OWN'),
  ...both('[@BARE@]:1 OWN'),
  ...both('@revoked @NAME@ OWN'),
  ...both('@revoked * OWN', '@NAME@ OWN'),
  ...both('@revoked * OTHER', '@NAME@ OWN'),
  ...both('@revoked @BARE@ OTHER'),
  ...both('@cert-authority * OTHER'),
  ...both('@cert-authority * OWN'),
  ...both('@cert-authority * OTHER', '@NAME@ OWN'),
  ...both('@cert-authority * OTHER', '@NAME@ OTHER'),
  ...both('@later @NAME@ OTHER'),
  ...both('# @NAME@ OTHER'),
  ...both('@NAME@ OWN!!junk'),
  ...both('@NAME@ OTHER!!junk'),
  ...both('@NAME@ CUT'),
  ...both('@NAME@ OWN a comment', '@NAME@ OTHER another'),
  ...both('@NAME@ ssh-ed25519'),
  ...both('HASHED OWN'),
  ...both('HASHED OTHER'),
  ...policies.map((policy) => ({ lines: [], system: ['@NAME@ OWN'], policy })),
  ...policies.map((policy) => ({ lines: [], system: ['@NAME@ OTHER'], policy })),
  ...policies.map((policy) => ({ lines: ['@NAME@ OWN'], system: ['@NAME@ OTHER'], policy })),
  ...policies.map((policy) => ({ lines: ['@NAME@ OTHER'], system: ['@NAME@ OWN'], policy })),
  ...policies.map((policy) => ({ lines: ['alias OWN'], config: 'HostKeyAlias alias', policy })),
  ...policies.map((policy) => ({ lines: ['alias OWN'], config: 'HostKeyAlias ALIAS', policy })),
  ...policies.map((policy) => ({ lines: ['alias OTHER', '@NAME@ OWN'], config: 'HostKeyAlias alias', policy })),
  ...policies.map((policy) => ({ lines: ['@NAME@ OWN'], config: 'HostKeyAlias alias', policy })),
  ...policies.map((policy) => ({ lines: ['@NAME@ OWN'], config: 'RevokedHostKeys REVOKED', policy })),
  ...policies.map((policy) => ({ lines: ['@NAME@ OWN'], config: 'RevokedHostKeys /nowhere', policy })),
  ...policies.map((policy) => ({ lines: [], config: 'HashKnownHosts yes', policy })),
  { lines: [], policy: 'no' },
  { lines: ['@NAME@ OWN'], policy: 'no' },
  { lines: ['@NAME@ OTHER'], policy: 'no', stricter: 'a changed key is refused whatever StrictHostKeyChecking says' },
  { lines: ['@revoked\t@NAME@ OWN'], policy: 'accept-new', stricter: 'ssh passes over a revocation with a TAB in it' },
  { lines: ['@revoked @BARE@ OWN'], policy: 'accept-new', stricter: 'ssh asks the bare name only to recognise' },
];

describeLab('known_hosts before a real sshd, as ssh itself decides', () => {
  let sshd: Sshd;
  let home: string;
  let fill: (line: string) => string;
  beforeAll(async () => {
    sshd = await startSshd();
    home = join(sshd.folder, 'person');
    mkdirSync(join(home, '.ssh'), { recursive: true });
    generateKey(join(sshd.folder, 'other'), 'ed25519');
    generateKey(join(sshd.folder, 'rsa'), 'rsa');
    const blobOf = (file: string) => readFileSync(join(sshd.folder, file), 'utf8').split(' ').slice(0, 2).join(' ');
    const name = `[127.0.0.1]:${sshd.port}`;
    const keys = { OWN: blobOf('host_key.pub'), OTHER: blobOf('other.pub'), RSA: blobOf('rsa.pub') };
    writeFileSync(join(sshd.folder, 'revoked'), `${keys.OWN}\n`);
    writeFileSync(join(sshd.folder, 'hashed'), `${name} ${keys.OWN}\n`);
    spawnSync('ssh-keygen', ['-H', '-f', join(sshd.folder, 'hashed')]);
    const hashed = readFileSync(join(sshd.folder, 'hashed'), 'utf8').split(' ')[0] ?? '';
    fill = (line) =>
      line
        .replaceAll('@NAME@', name)
        .replaceAll('@BARE@', '127.0.0.1')
        .replace('HASHED', hashed)
        .replace('CUT', keys.OTHER.slice(0, -6))
        .replace('REVOKED', join(sshd.folder, 'revoked'))
        .replace(/OWN|OTHER|RSA/, (key) => keys[key as keyof typeof keys]);
  });
  afterAll(() => sshd?.stop());

  /** Lays the scenario's files; the identity is a key that the sshd lets in. */
  function lay({ lines, system = [], policy = 'yes', config = '' }: Scenario): string {
    const user = join(home, '.ssh/known_hosts');
    const global = join(sshd.folder, 'ssh_known_hosts');
    writeFileSync(user, lines.map((line) => `${fill(line)}\n`).join(''));
    writeFileSync(global, system.map((line) => `${fill(line)}\n`).join(''));
    const text = `${fill(config)}
StrictHostKeyChecking ${policy}
UserKnownHostsFile ${user}
GlobalKnownHostsFile ${global}
IdentityFile ${sshd.home}/.ssh/id_ed25519
UpdateHostKeys no
`;
    writeFileSync(join(home, '.ssh/config'), text);
    return user;
  }

  /** Whether the login went through, and how many lines the file has then. */
  function bySsh(scenario: Scenario): { accepted: boolean; lines: number } {
    const file = lay(scenario);
    const options = ['-F', join(home, '.ssh/config'), '-o', 'BatchMode=yes', '-p', String(sshd.port), '-l', 'root'];
    const { status } = spawnSync('ssh', [...options, '127.0.0.1', 'true'], { stdio: 'ignore' });
    return { accepted: status === 0, lines: readFileSync(file, 'utf8').split('\n').length };
  }

  async function byUs(scenario: Scenario): Promise<{ accepted: boolean; lines: number }> {
    const file = lay(scenario);
    const accepted = await connectHost({
      ...{ node: 'a', label: 'ins-labnode1', home, env: {}, systemFolder: join(home, 'etc') },
      ssh: { host: '127.0.0.1', port: sshd.port, user: 'root' },
      ...{ questions: answering(), onWarning: () => undefined },
    }).then(
      async (host) => {
        await host.close();
        return true;
      },
      () => false,
    );
    return { accepted, lines: readFileSync(file, 'utf8').split('\n').length };
  }

  test(`${scenarios.length} scenarios`, async () => {
    const differing: unknown[] = [];
    for (const scenario of scenarios) {
      const [theirs, ours] = [bySsh(scenario), await byUs(scenario)];
      const isSame = JSON.stringify(theirs) === JSON.stringify(ours);
      const isStricter = theirs.accepted && !ours.accepted;
      if (scenario.stricter === undefined ? !isSame : !isStricter) differing.push({ scenario, theirs, ours });
    }
    rmSync(join(home, '.ssh/config'));
    expect(differing).toEqual([]);
  }, 280_000);
});
