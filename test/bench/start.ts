import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChecked } from '../../src/lab/process.js';
import { packageFolder } from '../../src/root.js';
import { median, type Part, type Row } from './part.js';

/** Writes down, when the process ends, what CPU time it has taken since its start, ms. */
const meter = `
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  require('node:fs').writeFileSync(process.env.HA_SETUP_BENCH_METER, String((user + system) / 1000));
});
if (process.env.HA_SETUP_BENCH_UNTIL === 'connected') {
  require('node:net').Socket.prototype.connect = () => process.exit(0);
}
if (process.env.HA_SETUP_BENCH_UNTIL === 'asked') {
  for (const each of [process.stdin, process.stdout]) each.isTTY = true;
  process.stdin.setRawMode = () => process.stdin;
  process.stdout.write = (text) => { if (String(text).includes('?')) process.exit(0); return true; };
}`;

const answers = `version: 1
cluster: web
region: ap-beijing
mode: stable
vip: auto
eip: none
nodes: [{ instance: ins-aaaaaaa1 }, { instance: ins-aaaaaaa2 }]
hostCredentials: { type: role }
`;

const program = join(packageFolder, 'bin/ha-setup.js');

interface Start {
  readonly title: string;
  readonly argv: readonly string[];
  readonly until?: 'connected' | 'asked';
  /** The most, by what bare node takes, ms, and in words. */
  readonly atMost: (bare: number) => number;
  readonly words: string;
}

const starts: readonly Start[] = [
  { title: '`--help`', argv: ['--help'], atMost: (bare) => bare * 1.6, words: '1.6 x' },
  { title: '`--version`', argv: ['--version'], atMost: (bare) => bare * 1.6, words: '1.6 x' },
  { title: "the wizard's first question", argv: [], until: 'asked', atMost: (bare) => bare * 3, words: '3 x' },
  {
    ...{ title: "`status`, its first call's connection", argv: ['status', '--answers', 'answers.yaml'] },
    ...{ until: 'connected', atMost: (bare) => bare + 150, words: '150 ms more' },
  },
];

/** CPU time, which other work on the machine blurs least. */
export const startPart: Part = {
  name: 'start',
  rounds: 15,
  about: (rounds) => `CPU time, median of ${rounds}`,
  async measure({ rounds }) {
    const folder = await mkdtemp(join(tmpdir(), 'ha-setup-start-'));
    const measured = join(folder, 'measured');
    await writeFile(join(folder, 'meter.cjs'), meter);
    await writeFile(join(folder, 'answers.yaml'), answers);
    const time = async (argv: readonly string[], until = '') => {
      const env = {
        ...process.env,
        HA_SETUP_BENCH_METER: measured,
        HA_SETUP_BENCH_UNTIL: until,
        TENCENTCLOUD_SECRET_ID: 'AKIDexample',
        TENCENTCLOUD_SECRET_KEY: 'example',
      };
      await runChecked([process.execPath, '--require', join(folder, 'meter.cjs'), ...argv], { env, cwd: folder });
      return Number(await readFile(measured, 'utf8'));
    };
    try {
      const bare: number[] = [];
      const taken = new Map<string, number[]>();
      for (let round = 0; round < rounds; round += 1) {
        bare.push(await time(['-e', '0']));
        for (const { title, argv, until } of starts) {
          const ms = await time([program, ...argv], until);
          taken.set(title, [...(taken.get(title) ?? []), ms]);
        }
      }
      const node = median(bare);
      const beside = `bare node ${Math.round(node)} ms`;
      return starts.map(({ title, atMost, words }): Row => {
        const ours = median(taken.get(title) ?? []);
        return { title, unit: 'ms', ours, beside, atMost: { value: atMost(node), words } };
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
