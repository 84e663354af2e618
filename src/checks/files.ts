import { paths } from '../cluster/names.js';
import type { HostAudit } from '../facts/audit.js';
import type { FileState } from '../facts/files.js';
import type { Topology } from '../facts/topology.js';
import { say } from '../messages/say.js';
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
  subject: 'files',
  about: () => say.about.filesDrift,
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
    return [unproven(id, say.files.unrendered({ reason: reason ?? '' }))];
  }
  const damaged = host.damaged.map(({ path, reason }) => {
    const hint = say.files.damagedHint({ path, command: context.command() });
    return under('files.damaged', error(id, say.files.damaged({ path, reason }), hint));
  });
  const others = allDesired.filter(({ path }) => !host.damaged.some((file) => file.path === path));
  const found = [
    ...damaged,
    ...others.flatMap((desired) => checkFile(desired, known, context)),
    ...checkKey(known, context),
  ];
  if (found.some(({ level }) => level !== 'unproven')) return found;
  return [ok(id, say.files.fine({ count: allDesired.length })), ...found];
}

/** The hosts' own API key: what it holds is compared only where this program knows it. */
function checkKey({ id, host }: KnownHost, { pair, hostKey, command }: CheckContext): FileRemark[] {
  const file = host.files[paths.credentials];
  if (pair.spec.hostCredentials !== 'key') {
    if (file === undefined) return [];
    const left = say.files.keyLeft({ path: paths.credentials, type: pair.spec.hostCredentials });
    return [warning(id, left, say.files.keyLeftHint({ command: command() }))];
  }
  if (hostKey !== undefined) return [];
  if (file === undefined) {
    const hint = say.files.keyMissingHint({ command: command() });
    return [under('files.missing', error(id, say.files.missing({ path: paths.credentials }), hint))];
  }
  const unknown = say.files.keyUncompared({ path: paths.credentials });
  return [...checkAccess({ path: paths.credentials, mode: 0o600 }, file, id, command()), unproven(id, unknown)];
}

function checkFile(desired: DesiredFile, { id, host }: KnownHost, context: CheckContext): FileRemark[] {
  const { path, sha256 } = desired;
  const repair = context.command();
  const file = host.files[path];
  const level = unimportant.includes(path) ? warning : error;
  if (file === undefined)
    return [under('files.missing', level(id, say.files.missing({ path }), say.checks.writes({ command: repair })))];
  const access = checkAccess(desired, file, id, repair);
  if (file.sha256 === sha256) return access;
  const kept =
    file.kind === 'file'
      ? say.files.kept({ command: repair, folder: paths.backups })
      : say.files.inTheWay({ command: repair });
  const drift = level(id, describeDrift(file, desired, host.clockOffsetMs, context), kept);
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
    const message = say.files.mode({ path, found: octal(file.mode), expected: octal(mode) });
    found.push(under('files.mode', error(id, message, say.files.modeHint({ command: repair }))));
  }
  if (file.uid !== 0 || file.gid !== 0) {
    const message = say.files.owner({ path, uid: file.uid, gid: file.gid });
    const hint = say.files.ownerHint({ path, command: repair });
    found.push(under('files.owner', error(id, message, hint)));
  }
  return found;
}

/** That it differs, and which of the two is newer. */
function describeDrift(file: FileState, desired: DesiredFile, clockOffsetMs: number, context: CheckContext): string {
  const { path } = desired;
  const { notRegular, changed, answersNewer, older } = say.files;
  if (file.kind !== 'file') return notRegular({ path });
  const changedMs = file.mtimeMs - clockOffsetMs;
  const time = new Date(changedMs).toISOString().replace(/\.\d+Z$/, 'Z');
  if (changedMs > (context.desiredAtMs ?? 0)) return changed({ path, time });
  return path === paths.settings || path === paths.config ? answersNewer({ path, time }) : older({ path, time });
}

/** - as it stands on the host, + as it should be. */
function diffOf(file: FileState, desired: DesiredFile): string[] {
  if (file.content === undefined) return [say.files.tooLarge({ bytes: file.size })];
  const lines = diffFile({ path: desired.path, before: file.content, after: desired.content.reveal() }, 1);
  return lines.length <= shown
    ? [...lines]
    : [...lines.slice(0, shown), say.files.moreLines({ count: lines.length - shown })];
}

function octal(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}
