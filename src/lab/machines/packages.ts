import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { runChecked } from '../process.js';

/** Makes a folder of .deb files a flat apt repository: Packages, Packages.gz and Release. */
export async function writeRepositoryIndex(folder: string): Promise<void> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.deb')).sort();
  const stanzas = await Promise.all(files.map((name) => renderStanza(folder, name)));
  const index = Buffer.from(`${stanzas.join('\n\n')}\n`);
  const compressed = gzipSync(index);
  await writeFile(join(folder, 'Packages'), index);
  await writeFile(join(folder, 'Packages.gz'), compressed);
  await writeFile(join(folder, 'Release'), renderRelease({ Packages: index, 'Packages.gz': compressed }));
}

async function renderStanza(folder: string, name: string): Promise<string> {
  const path = join(folder, name);
  const control = await runChecked(['dpkg-deb', '--field', path]);
  const content = await readFile(path);
  return `${control.trim()}\nFilename: ./${name}\nSize: ${content.length}\nSHA256: ${sha256(content)}`;
}

function renderRelease(files: Readonly<Record<string, Buffer>>): string {
  const sums = Object.entries(files).map(([name, content]) => ` ${sha256(content)} ${content.length} ${name}`);
  return [
    'Origin: ha-setup lab',
    'Label: ha-setup lab',
    `Date: ${new Date().toUTCString()}`,
    'SHA256:',
    ...sums,
    '',
  ].join('\n');
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
