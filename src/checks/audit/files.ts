import { paths } from '../../cluster/names.js';
import type { Check } from '../../cluster/verify-result.js';
import type { FileState } from '../../facts/files.js';
import type { Topology } from '../../facts/topology.js';
import { type FileWish, renderHostFiles, renderRecord } from '../../render.js';
import { diffFile } from '../../text/file-diff.js';
import { error, ok, unproven, warning } from './check.js';
import { type KnownHost, type PairFacts, viewOf } from './pair.js';

/** Lines of a diff that are shown; the file on the host has the rest. */
const shown = 40;

/** Nothing fails over worse without these. */
const unimportant = ['/etc/keepalived/README', '/etc/logrotate.d/ha-setup'];

/** Every file of ours on one host: as we would render it now, with its mode, root's. */
export function checkFiles(known: KnownHost, topology: Topology, facts: PairFacts): Check[] {
  const { host, id, node } = known;
  const view = viewOf(facts, topology);
  let wishes: readonly FileWish[];
  try {
    wishes = [...renderHostFiles(view, node), renderRecord(view, node)];
  } catch (cause) {
    const reason = (cause as Error).message.split('\n', 1)[0];
    return [unproven('files.drift', id, `its files could not be rendered to compare them: ${reason}`)];
  }
  const damaged = host.damaged.map(({ path, reason }) =>
    error(
      'files.damaged',
      id,
      `${path} makes no sense: ${reason}`,
      `there: mv ${path} ${path}.damaged; then ${facts.mend}`,
    ),
  );
  const others = wishes.filter(({ path }) => !host.damaged.some((file) => file.path === path));
  const found = [...damaged, ...others.flatMap((wish) => checkFile(wish, known, facts)), ...checkSecret(known, facts)];
  if (found.some(({ level }) => level !== 'unproven')) return found;
  return [
    ok('files.drift', id, `all ${wishes.length} files are as we render them, with their modes and owners`),
    ...found,
  ];
}

/** The hosts' own API key: what it holds is compared only where this program knows it. */
function checkSecret({ id, host }: KnownHost, { spec, hostKey, mend }: PairFacts): Check[] {
  const file = host.files[paths.credentials];
  if (spec.hostCredentials === 'role') {
    if (file === undefined) return [];
    const left = `${paths.credentials} holds an API key, and the answers say hostCredentials: role`;
    return [warning('files.drift', id, left, `there: rm ${paths.credentials}`)];
  }
  if (hostKey !== undefined) return [];
  if (file === undefined)
    return [
      error(
        'files.missing',
        id,
        `${paths.credentials} is missing`,
        `set HA_SETUP_HOST_SECRET_ID and _KEY, then ${mend}`,
      ),
    ];
  const access = checkAccess({ path: paths.credentials, mode: 0o600 }, file, id, mend);
  return [
    ...access,
    unproven(
      'files.drift',
      id,
      `${paths.credentials} was not compared: HA_SETUP_HOST_SECRET_ID and _KEY are not set here`,
    ),
  ];
}

function checkFile(wish: FileWish, { id, host }: KnownHost, facts: PairFacts): Check[] {
  const { path, sha256 } = wish;
  const file = host.files[path];
  const level = unimportant.includes(path) ? warning : error;
  if (file === undefined) return [level('files.missing', id, `${path} is missing`, `${facts.mend} writes it`)];
  const access = checkAccess(wish, file, id, facts.mend);
  if (file.sha256 === sha256) return access;
  const kept =
    file.kind === 'file'
      ? `${facts.mend} writes it anew and keeps this one in ${paths.backups}`
      : `move it away there, then ${facts.mend}`;
  const drift = level('files.drift', id, `${path} ${describeDrift(file, wish, host.clockOffsetMs, facts)}`, kept);
  return [wish.secret ? drift : { ...drift, diff: diffOf(file, wish) }, ...access];
}

function checkAccess(wish: Pick<FileWish, 'path' | 'mode'>, file: FileState, id: string, mend: string): Check[] {
  const { path, mode } = wish;
  const found: Check[] = [];
  if (file.mode !== mode) {
    found.push(error('files.mode', id, `${path} has mode ${octal(file.mode)}, not ${octal(mode)}`, `${mend} sets it`));
  }
  if (file.uid !== 0 || file.gid !== 0) {
    const owner = `${path} belongs to uid ${file.uid}, gid ${file.gid}, not to root`;
    found.push(error('files.owner', id, owner, `${mend} writes it as root's; or there: chown root:root ${path}`));
  }
  return found;
}

/** That it differs, and which of the two is newer. */
function describeDrift(file: FileState, wish: FileWish, clockOffsetMs: number, { wishedAtMs }: PairFacts): string {
  if (file.kind !== 'file') return 'is not a regular file';
  const changedMs = file.mtimeMs - clockOffsetMs;
  const when = new Date(changedMs).toISOString().replace(/\.\d+Z$/, 'Z');
  if (changedMs > wishedAtMs)
    return `is not as we render it: it was changed there at ${when}, after the answers were written`;
  return `is not as we render it: the answers${wish.path === paths.settings || wish.path === paths.config ? '' : ' or this version of ha-setup'} are newer than it (${when})`;
}

/** - as it stands on the host, + as it should be. */
function diffOf(file: FileState, wish: FileWish): string[] {
  if (file.content === undefined) return [`(${file.size} bytes: too large to compare here)`];
  const lines = diffFile({ path: wish.path, before: file.content, after: wish.content.reveal() }, 1);
  return lines.length <= shown ? [...lines] : [...lines.slice(0, shown), `… ${lines.length - shown} more lines`];
}

function octal(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}
