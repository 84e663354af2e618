import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import type { Argv, FileWrite } from '../../ports/host.js';

/**
 * Positional: path, folder, prefix of the temporary name, mode. By stdin come a line with size and SHA-256 and then the content:
 * any local user reads the arguments of a process, and could try secrets against a digest there.
 * A connection that is lost half-way ends stdin early: the size then differs and the target stays as it was.
 */
const script = `set -eu
path=$1 folder=$2 prefix=$3 mode=$4
IFS=' ' read -r size sum || { echo "the content was cut short" >&2; exit 1; }
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

/** The command that puts a file in place in one move, and what it reads from stdin. Throws RangeError on a relative path. */
export function writeFileCommand(file: FileWrite): { readonly argv: Argv; readonly stdin: string } {
  if (!posix.isAbsolute(file.path) || file.path.endsWith('/'))
    throw new RangeError(`not an absolute file path: ${file.path}`);
  const folder = posix.dirname(file.path);
  const prefix = posix.join(folder, `.${posix.basename(file.path)}.ha-setup`);
  const content = Buffer.from(file.content);
  const sum = createHash('sha256').update(content).digest('hex');
  const mode = file.mode.toString(8).padStart(4, '0');
  const argv = ['sh', '-c', script, 'ha-setup', file.path, folder, prefix, mode] as const;
  return { argv, stdin: `${content.length} ${sum}\n${file.content}` };
}
