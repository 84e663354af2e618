import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChecked } from '../../src/lab/process.js';
import { packageFolder } from '../../src/root.js';
import { median, type Part } from './part.js';

const npm = ['npm', '--no-audit', '--no-fund', '--no-update-notifier', '--ignore-scripts'] as const;

/** Seconds that npm takes in a folder of its own with an empty cache, so that nothing was fetched before. */
async function timeNpm(files: readonly string[], words: readonly string[]): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'ha-setup-fetch-'));
  try {
    for (const file of files) await cp(join(packageFolder, file), join(folder, file)).catch(() => undefined);
    if (files.length === 0) await writeFile(join(folder, 'package.json'), '{"private":true}');
    const started = performance.now();
    await runChecked([...npm, '--cache', join(folder, '.cache'), ...words], { cwd: folder });
    return (performance.now() - started) / 1000;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const manifest = ['package.json', 'package-lock.json', '.npmrc'] as const;

/** What it takes to have the program: by its repository, by its packages alone, and by the published package. */
export const fetchPart: Part = {
  name: 'fetch',
  rounds: 3,
  about: (rounds) => `median of ${rounds}, npm with an empty cache`,
  async measure({ rounds, say }) {
    const folder = await mkdtemp(join(tmpdir(), 'ha-setup-pack-'));
    await mkdir(folder, { recursive: true });
    try {
      const packed = await runChecked([...npm, 'pack', '--silent', '--pack-destination', folder], {
        cwd: join(packageFolder, 'dist/package'),
      });
      const tarball = join(folder, packed.trim());
      const times = { repository: [] as number[], plain: [] as number[], tarball: [] as number[] };
      for (let round = 1; round <= rounds; round += 1) {
        times.repository.push(await timeNpm(manifest, ['ci']));
        times.plain.push(await timeNpm(manifest, ['ci', '--omit=dev']));
        times.tarball.push(await timeNpm([], ['install', tarball]));
        const last = Object.values(times).map((each) => `${each.at(-1)?.toFixed(2)} s`);
        say(`round ${round}: npm ci ${last[0]}, without devDependencies ${last[1]}, tarball ${last[2]}`);
      }
      const plain = median(times.plain);
      return [
        { title: '`npm ci` in the repository', unit: 's', ours: median(times.repository) },
        {
          title: '`npm install` of the tarball',
          unit: 's',
          ours: median(times.tarball),
          beside: `the plain dependencies ${plain.toFixed(2)} s`,
          atMost: { value: plain / 5, words: 'a fifth' },
        },
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
