import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import type { Argv, FileWrite } from '../../ports/host.js';

/**
 * Positional: path, folder, prefix of the temporary name, mode, size, SHA-256. Content comes by stdin.
 * A connection that is lost half-way ends stdin early: the size then differs and the target stays as it was.
 */
const script = `set -eu
path=$1 folder=$2 prefix=$3 mode=$4 size=$5 sum=$6
umask 022
[ -d "$folder" ] || mkdir -p -- "$folder"
umask 077
tmp=$(mktemp -- "$prefix.XXXXXXXX")
trap 'rm -f -- "$tmp"' EXIT
trap 'exit 1' HUP INT TERM PIPE
cat >"$tmp"
[ "$(stat -c %s -- "$tmp")" = "$size" ] || { echo "the content was cut short" >&2; exit 1; }
[ "$(sha256sum <"$tmp")" = "$sum  -" ] || { echo "the content was damaged" >&2; exit 1; }
chown 0:0 -- "$tmp"
chmod "$mode" -- "$tmp"
sync -- "$tmp"
mv -fT -- "$tmp" "$path"
trap - EXIT
sync -- "$folder"`;

/** The command that puts a file in place in one move; its content goes to stdin. Throws RangeError on a relative path. */
export function writeFileCommand(file: FileWrite): Argv {
  if (!posix.isAbsolute(file.path) || file.path.endsWith('/'))
    throw new RangeError(`not an absolute file path: ${file.path}`);
  const folder = posix.dirname(file.path);
  const prefix = posix.join(folder, `.${posix.basename(file.path)}.ha-setup`);
  const content = Buffer.from(file.content);
  const sum = createHash('sha256').update(content).digest('hex');
  const mode = file.mode.toString(8).padStart(4, '0');
  return ['sh', '-c', script, 'ha-setup', file.path, folder, prefix, mode, String(content.length), sum];
}
