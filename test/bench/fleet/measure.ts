import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import { stringify } from 'yaml';
import type { HostEntry } from '../../../src/adapters/trace/trace.js';
import { pairResult } from '../../../src/cluster/pair-result.js';
import { run } from '../../../src/lab/process.js';
import { packageFolder } from '../../../src/root.js';
import { newPrivateKey } from '../../adapters/ssh/new-key.js';
import { Pair } from '../../lab/pair.js';
import { operator, startTestCloud, type TestCloud } from '../../lab-cloud/start.js';
import { median, type Part, type Row } from '../part.js';
import { type Recording, record, StandInHost } from './stand-in.js';

const sizes = [10, 50] as const;
const largest = Math.max(...sizes);
/** An address of this machine's loopback where nothing else listens on the API's port. */
const apiAddress = '127.0.83.1';

type Recordings = Readonly<Record<'a' | 'b', Recording>>;

/** What two real hosts of a pair answer to status and verify. */
async function recordPair(folder: string): Promise<Recordings> {
  const pair = await Pair.start({ vip: '10.0.1.100' }, {}, '--no-drill');
  try {
    await pair.settled();
    const trace = join(folder, 'trace.jsonl');
    for (const command of ['status', 'verify']) {
      await pair.lab.run([command, '--answers', pair.answers, '--json', '--trace', trace]);
    }
    const entries = (await readFile(trace, 'utf8')).split('\n').filter(Boolean);
    const ofHosts = entries.map((line) => JSON.parse(line) as HostEntry).filter(({ kind }) => kind === 'host');
    return { a: record(ofHosts, 'ins-labnode1'), b: record(ofHosts, 'ins-labnode2') };
  } finally {
    await pair.lab.close();
  }
}

interface Fleet {
  readonly folder: string;
  readonly hosts: readonly StandInHost[];
}

const pad = (number: number) => String(number).padStart(4, '0');
const cluster = (index: number) => `pair-${String(index + 1).padStart(2, '0')}`;

/** Pairs of the stand-in account's other instances, each with two stand-ins for its hosts, and an answers file for each. */
async function makeFleet(folder: string, cloud: TestCloud, recordings: Recordings): Promise<Fleet> {
  const key = newPrivateKey();
  const parsed = ssh2.utils.parseKey(key);
  if (parsed instanceof Error) throw parsed;
  const hostKey = `ssh-ed25519 ${parsed.getPublicSSH().toString('base64')}`;
  const known: string[] = [];
  const hosts: StandInHost[] = [];
  await writeFile(join(folder, 'id'), newPrivateKey(), { mode: 0o600 });
  for (let index = 0; index < largest; index += 1) {
    // Those of the small subnet come first in the account.
    const numbers = [25 + 2 * index, 26 + 2 * index] as const;
    const vip = `10.0.7.${index + 1}`;
    const rename = (text: string) =>
      text
        .replaceAll('labnode1', `othr${pad(numbers[0])}`)
        .replaceAll('labnode2', `othr${pad(numbers[1])}`)
        .replaceAll('10.0.1.100', vip)
        .replaceAll('"web"', `"${cluster(index)}"`);
    const nodes = await Promise.all(
      (['a', 'b'] as const).map(async (name, place) => {
        const host = new StandInHost(key, recordings[name], rename, () => 443);
        hosts.push(host);
        const port = await host.listen();
        known.push(`[127.0.0.1]:${port} ${hostKey}\n`);
        await cloud.control.change({
          kind: 'role',
          instance: `ins-othr${pad(numbers[place] ?? 0)}`,
          role: 'ha-setup-host',
        });
        return { instance: `ins-othr${pad(numbers[place] ?? 0)}`, ssh: { host: '127.0.0.1', port } };
      }),
    );
    // The active one of the recorded pair was the second: the higher address wins.
    const eni = `eni-othr${pad(numbers[1])}`;
    await cloud.control.change({ kind: 'assign', address: vip, eni, description: `ha-setup-${cluster(index)}` });
    const ssh = { user: 'root', identityFile: join(folder, 'id'), knownHosts: join(folder, 'known_hosts') };
    const answers = {
      version: 1,
      cluster: cluster(index),
      region: 'ap-beijing',
      mode: 'stable',
      vip,
      eip: 'none',
      nodes,
    };
    const text = stringify({ ...answers, ssh, hostCredentials: { type: 'role' } });
    await writeFile(join(folder, `${cluster(index)}.yaml`), text);
  }
  await writeFile(join(folder, 'known_hosts'), known.join(''));
  const names = ['vpc', 'cvm'].map((service) => `${service}.tencentcloudapi.com`).join(' ');
  await writeFile(join(folder, 'hosts'), `127.0.0.1 localhost\n${apiAddress} ${names}\n`);
  const meter = `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(join(folder, 'kB'))}, String(process.resourceUsage().maxRSS)));`;
  await writeFile(join(folder, 'meter.cjs'), meter);
  return { folder, hosts };
}

interface Figures {
  readonly seconds: number;
  readonly megabytes: number;
  /** What was not as it should be. */
  readonly broken?: string;
}

/** Runs a command on so many of the pairs, in a mount namespace where the API's names lead to the stand-in. */
async function time({ folder }: Fleet, cloud: TestCloud, command: string, count: number): Promise<Figures> {
  const files = Array.from({ length: count }, (_, index) => ['--answers', `${cluster(index)}.yaml`]).flat();
  const program = [process.execPath, join(packageFolder, 'bin/ha-setup.js'), command, ...files, '--json'];
  const script = 'mount --bind hosts /etc/hosts && exec "$@"';
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    TENCENTCLOUD_SECRET_ID: operator.secretId,
    TENCENTCLOUD_SECRET_KEY: operator.secretKey,
    NODE_EXTRA_CA_CERTS: cloud.authority,
    NODE_OPTIONS: `--require ${join(folder, 'meter.cjs')}`,
  };
  const started = performance.now();
  const { stdout, stderr } = await run(['unshare', '--mount', 'sh', '-c', script, 'sh', ...program], {
    cwd: folder,
    env,
  });
  const seconds = (performance.now() - started) / 1000;
  const lines = stdout.split('\n').filter(Boolean);
  const read = lines.filter((line) => pairResult.parse(JSON.parse(line)).result !== null).length;
  const healthy = lines.filter((line) => line.includes('"healthy":true')).length;
  const good = command === 'status' ? healthy : read;
  return {
    seconds,
    megabytes: Number(await readFile(join(folder, 'kB'), 'utf8')) / 1024,
    ...(good < count && { broken: `${good} of ${count} pairs: ${stderr.slice(-1500)} ${lines[0]?.slice(0, 1500)}` }),
  };
}

/** The time for a pair must not grow with the number of pairs. */
const flat = 1.3;

/** Many pairs: each host is an SSH server that answers what a real one was recorded to; the cloud is the lab's stand-in. */
export const fleetPart: Part = {
  name: 'fleet',
  rounds: 3,
  about: (rounds) =>
    `median of ${rounds}; hosts are SSH servers that answer what two of a lab answered, API 0.12 s, 8 pairs at once; with verify the checks that compare files fail, as the names differ`,
  async measure({ rounds, say }) {
    const folder = await mkdtemp(join(tmpdir(), 'ha-setup-fleet-'));
    say('recording what a pair answers');
    const recordings = await recordPair(folder);
    const api = { address: apiAddress, port: 443 };
    const cloud = await startTestCloud({ api, otherInstances: 24 + 2 * largest, knobs: { latencyMs: 120 } });
    const fleet = await makeFleet(folder, cloud, recordings);
    try {
      const rows: Row[] = [];
      for (const command of ['status', 'verify']) {
        const perPair: number[] = [];
        for (const count of sizes) {
          const figures: Figures[] = [];
          for (let round = 0; round < rounds; round += 1) figures.push(await time(fleet, cloud, command, count));
          const ours = median(figures.map(({ seconds }) => seconds / count));
          const [first = ours] = perPair;
          perPair.push(ours);
          const broken = figures.flatMap((one) => one.broken ?? [])[0];
          say(`${command}, ${count} pairs: ${ours.toFixed(3)} s a pair${broken === undefined ? '' : `; ${broken}`}`);
          rows.push({
            ...{ title: `\`${command}\` of ${count} pairs, for each pair`, unit: 'ms', ours: ours * 1000 },
            ...(perPair.length > 1 && { atMost: { value: first * 1000 * flat, words: `${flat} x of ${sizes[0]}` } }),
            ...(broken !== undefined && { broken }),
          });
          if (count !== largest) continue;
          const megabytes = Math.max(...figures.map((one) => one.megabytes));
          rows.push({ title: `memory of it`, unit: 'MB', ours: megabytes, atMost: { value: 200 } });
        }
      }
      return rows;
    } finally {
      for (const host of fleet.hosts) host.close();
      await cloud.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
};
