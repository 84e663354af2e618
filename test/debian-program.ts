import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const cache = '/var/cache/ha-setup-tests';

/**
 * The path of a program of a Debian package that is unpacked, not installed: installing it would start its daemon here.
 * Throws where apt does not give the package.
 */
export function unpackProgram(name: string, path: string): string {
  const folder = join(cache, name);
  if (!existsSync(join(folder, path))) {
    mkdirSync(cache, { recursive: true });
    const work = mkdtempSync(join(tmpdir(), 'ha-setup-deb-'));
    execFileSync('apt-get', ['-q', 'download', name], { cwd: work, stdio: 'pipe' });
    const [deb = ''] = readdirSync(work);
    const draft = mkdtempSync(join(cache, `.${name}-`));
    execFileSync('dpkg', ['-x', join(work, deb), draft]);
    rmSync(work, { recursive: true });
    rmSync(folder, { recursive: true, force: true });
    renameSync(draft, folder);
  }
  return join(folder, path);
}
