import { paths } from '../cluster/names.js';
import type { HostAudit } from '../facts/audit.js';
import type { FileState } from '../facts/files.js';
import type { Topology } from '../facts/topology.js';
import { type DesiredFile, renderHostFiles, renderRecord } from '../operations/host-files.js';
import { diffFile } from '../text/file-diff.js';
import { defineCheck } from './check.js';
import { type CheckContext, type KnownHost, viewOf } from './context.js';
import { error, ok, type Remark, under, unproven, warning } from './finding.js';

/** Lines of a diff that are shown; the file on the host has the rest. */
const shown = 40;

/** Nothing fails over worse without these. */
const unimportant = ['/etc/keepalived/README', '/etc/logrotate.d/ha-setup'];

const ids = ['files.missing', 'files.mode', 'files.owner', 'files.damaged'] as const;

type FileRemark = Remark<(typeof ids)[number]>;

export const filesCheck = defineCheck({
  id: 'files.drift',
  also: ids,
  title: 'files',
  about: 'every file is as this version renders it from these answers, with its mode, and belongs to root',
  when: ['verify'],
  needs: ['topology', 'audit'],
  run: ({ topology, audit }, context) => checkFiles(audit, topology, context),
});

/** Every file that ha-setup writes on one host: content, mode and owner are as it would write them now. */
function checkFiles(known: KnownHost<HostAudit>, topology: Topology, context: CheckContext): FileRemark[] {
  const { host, id, node } = known;
  const view = viewOf(context, topology);
  let allDesired: readonly DesiredFile[];
  try {
    allDesired = [...renderHostFiles(view, node), renderRecord(view, node)];
  } catch (cause) {
    const reason = (cause as Error).message.split('\n', 1)[0];
    return [unproven(id, `its files could not be rendered to compare them: ${reason}`)];
  }
  const damaged = host.damaged.map(({ path, reason }) => {
    const hint = `there: mv ${path} ${path}.damaged; then ${context.command()}`;
    return under('files.damaged', error(id, `${path} makes no sense: ${reason}`, hint));
  });
  const others = allDesired.filter(({ path }) => !host.damaged.some((file) => file.path === path));
  const found = [
    ...damaged,
    ...others.flatMap((desired) => checkFile(desired, known, context)),
    ...checkKey(known, context),
  ];
  if (found.some(({ level }) => level !== 'unproven')) return found;
  return [ok(id, `all ${allDesired.length} files are as ha-setup writes them, with their modes and owners`), ...found];
}

/** The hosts' own API key: what it holds is compared only where this program knows it. */
function checkKey({ id, host }: KnownHost, { pair, hostKey, command }: CheckContext): FileRemark[] {
  const file = host.files[paths.credentials];
  if (pair.spec.hostCredentials !== 'key') {
    if (file === undefined) return [];
    const left = `${paths.credentials} holds an API key, and the answers say hostCredentials: ${pair.spec.hostCredentials}`;
    return [warning(id, left, `${command()} takes it away`)];
  }
  if (hostKey !== undefined) return [];
  if (file === undefined) {
    const hint = `set HA_SETUP_HOST_SECRET_ID and _KEY, then ${command()}`;
    return [under('files.missing', error(id, `${paths.credentials} is missing`, hint))];
  }
  const unknown = `${paths.credentials} was not compared: HA_SETUP_HOST_SECRET_ID and _KEY are not set here`;
  return [...checkAccess({ path: paths.credentials, mode: 0o600 }, file, id, command()), unproven(id, unknown)];
}

function checkFile(desired: DesiredFile, { id, host }: KnownHost, context: CheckContext): FileRemark[] {
  const { path, sha256 } = desired;
  const repair = context.command();
  const file = host.files[path];
  const level = unimportant.includes(path) ? warning : error;
  if (file === undefined) return [under('files.missing', level(id, `${path} is missing`, `${repair} writes it`))];
  const access = checkAccess(desired, file, id, repair);
  if (file.sha256 === sha256) return access;
  const kept =
    file.kind === 'file'
      ? `${repair} writes it anew and keeps this one in ${paths.backups}`
      : `move it away there, then ${repair}`;
  const drift = level(id, `${path} ${describeDrift(file, desired, host.clockOffsetMs, context)}`, kept);
  return [desired.secret ? drift : { ...drift, diff: diffOf(file, desired) }, ...access];
}

function checkAccess(
  desired: Pick<DesiredFile, 'path' | 'mode'>,
  file: FileState,
  id: string,
  repair: string,
): FileRemark[] {
  const { path, mode } = desired;
  const found: FileRemark[] = [];
  if (file.mode !== mode) {
    const message = `${path} has mode ${octal(file.mode)}, not ${octal(mode)}`;
    found.push(under('files.mode', error(id, message, `${repair} sets it`)));
  }
  if (file.uid !== 0 || file.gid !== 0) {
    const message = `${path} belongs to uid ${file.uid}, gid ${file.gid}, not to root`;
    const hint = `${repair} writes it as root's; or there: chown root:root ${path}`;
    found.push(under('files.owner', error(id, message, hint)));
  }
  return found;
}

/** That it differs, and which of the two is newer. */
function describeDrift(file: FileState, desired: DesiredFile, clockOffsetMs: number, context: CheckContext): string {
  if (file.kind !== 'file') return 'is not a regular file';
  const changedMs = file.mtimeMs - clockOffsetMs;
  const when = new Date(changedMs).toISOString().replace(/\.\d+Z$/, 'Z');
  if (changedMs > (context.desiredAtMs ?? 0))
    return `is not as ha-setup writes it: it was changed there at ${when}, after the answers were written`;
  return `is not as ha-setup writes it: the answers${desired.path === paths.settings || desired.path === paths.config ? '' : ' or this version of ha-setup'} are newer than it (${when})`;
}

/** - as it stands on the host, + as it should be. */
function diffOf(file: FileState, desired: DesiredFile): string[] {
  if (file.content === undefined) return [`(${file.size} bytes: too large to compare here)`];
  const lines = diffFile({ path: desired.path, before: file.content, after: desired.content.reveal() }, 1);
  return lines.length <= shown ? [...lines] : [...lines.slice(0, shown), `… ${lines.length - shown} more lines`];
}

function octal(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}
