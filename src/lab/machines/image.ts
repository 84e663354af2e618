import { access, mkdir, mkdtemp, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { say } from '../../messages/say.js';
import { cacheFolder, removeTree, withFileLock } from '../cache.js';
import { ensureAuthority } from '../cloud/certificates.js';
import { runChecked } from '../process.js';
import { writeRepositoryIndex } from './packages.js';
import { hashRecipe, type Recipe, readRecipe } from './recipe.js';
import type { SystemName } from './systems.js';

/** What the machines start from: built once, then only read. */
export interface Image {
  readonly root: string;
  /** The flat package repository that goes with it; a system of dnf's kind has one of that kind in it. */
  readonly packages: string;
  readonly authorityFolder: string;
  readonly authorityFile: string;
}

const draftPrefix = 'draft-';

/** Finds the image of today's recipe, or builds it, saying so; a build that was killed leaves only a draft, deleted here. */
export async function ensureImage(tell: (line: string) => void, system: SystemName = 'debian'): Promise<Image> {
  const authorityFolder = join(cacheFolder, 'authority');
  const lock = join(cacheFolder, 'lock');
  const waiting = () => tell(say.rehearsal.system.waiting);
  const authority = await withFileLock(lock, () => ensureAuthority(authorityFolder), waiting);
  const recipe = await readRecipe(authority.certificate, system);
  const folder = join(cacheFolder, hashRecipe(recipe));
  const image = { root: join(folder, 'root'), packages: join(folder, 'packages') };
  if (!(await exists(folder))) {
    await withFileLock(
      lock,
      async () => {
        if (await exists(folder)) return;
        tell(say.rehearsal.system.building({ system }));
        await removeDrafts();
        await build(recipe, folder);
      },
      waiting,
    );
  }
  return { ...image, authorityFolder, authorityFile: authority.certificate };
}

async function build(recipe: Recipe, folder: string): Promise<void> {
  const draft = await mkdtemp(join(cacheFolder, draftPrefix));
  const packages = join(draft, 'packages');
  const script = join(draft, 'customize.sh');
  await mkdir(packages, { mode: 0o755 });
  await writeFile(join(draft, 'authority.crt'), recipe.authority);
  await writeFile(script, `${renderDownload(recipe, packages)}${recipe.script}`, { mode: 0o755 });
  await runChecked(
    [
      // Whatever ends us ends the build, and its mounts are its own.
      ...(['setpriv', '--pdeathsig', 'KILL', 'unshare', '--mount', '--pid', '--fork', '--kill-child'] as const),
      ...['--mount-proc', 'mmdebstrap', '--quiet', '--mode=root', '--variant=minbase', '--format=directory'],
      ...[...recipe.aptOptions, 'Acquire::Languages "none";'].map((option) => `--aptopt=${option}`),
      ...['man', 'doc', 'locale', 'info'].map((kind) => `--dpkgopt=path-exclude=/usr/share/${kind}/*`),
      `--include=${recipe.packages.join(',')}`,
      `--customize-hook=${script}`,
      ...[recipe.suite, join(draft, 'root'), '-'],
    ],
    { stdin: `${recipe.sources.join('\n')}\n` },
  );
  await finishSources(join(draft, 'root'));
  await writeRepositoryIndex(packages);
  await rename(draft, folder);
}

/** The head of the finishing script: fetches what the repository offers while apt still has its sources. */
function renderDownload(recipe: Recipe, packages: string): string {
  return `#!/bin/sh
set -eu
export APT_CONFIG="$MMDEBSTRAP_APT_CONFIG"
apt-get clean
apt-get install --yes --quiet --download-only -o APT::Install-Recommends=true ${recipe.offered.join(' ')} >/dev/null
for file in "$1"/var/cache/apt/archives/*.deb; do
  # An epoch's %3a in a name would be unescaped by who asks for it.
  cp "$file" '${packages}'/"$(basename "$file" | tr % _)"
done
unset APT_CONFIG
packages='${packages}'
cp "$(dirname "$0")/authority.crt" "$1/usr/local/share/ca-certificates/ha-setup-lab.crt"
`;
}

/** The last step: mmdebstrap itself still needs the sources that it was given. */
async function finishSources(root: string): Promise<void> {
  await writeFile(join(root, 'etc/apt/sources.list'), 'deb [trusted=yes] http://packages.lab ./\n');
  await writeFile(join(root, 'etc/machine-id'), 'uninitialized\n');
}

async function removeDrafts(): Promise<void> {
  for (const name of await readdir(cacheFolder)) {
    if (name.startsWith(draftPrefix)) await removeTree(join(cacheFolder, name));
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
