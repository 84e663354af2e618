import { createHash } from 'node:crypto';
import { say } from '../messages/say.js';
import type { Fact } from './fact.js';

export interface FileState {
  /** What the path leads to; a symbolic link is followed and has a `target`. */
  readonly kind: 'file' | 'directory' | 'other';
  /** Permission bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  readonly mtimeMs: number;
  /** Of a regular file. */
  readonly sha256?: string;
  /** Of a regular file of at most 256 KiB; may hold secrets. */
  readonly content?: string;
  readonly target?: string;
}

/** By path; a path that leads nowhere is missing. */
export type FileStates = Readonly<Record<string, FileState>>;

/** Larger files are hashed on the host. */
const contentLimit = 262_144;

const script = `limit=$1; shift
stat -Lc '%s|%a|%u|%g|%.3Y|%F|%n' -- "$@" 2>/dev/null | while IFS='|' read -r size mode uid gid mtime type name; do
  echo "entry $size $mode $uid $gid $mtime $type"
  echo "name $name"
  [ ! -L "$name" ] || echo "target $(readlink -- "$name")"
  case $type in
    regular*)
      if [ "$size" -le "$limit" ]; then echo "content $(base64 -w0 <"$name")"
      else echo "sha256 $(sha256sum <"$name")"; fi ;;
  esac
done`;

/** All the paths in one go: absolute ones, with neither a newline nor surrounding blanks. */
export function filesFact(paths: readonly string[]): Fact<FileStates> {
  const odd = paths.find((path) => !/^\/.*\S$/.test(path));
  if (odd !== undefined) throw new RangeError(`not a path that can be asked for: ${odd}`);
  return {
    key: 'files',
    argv: ['sh', '-c', script, 'sh', String(contentLimit), ...paths],
    parse: ({ stdout }) => parseFiles(stdout),
  };
}

export function parseFiles(text: string): FileStates {
  const blocks = text.split(/^(?=entry )/m).filter((block) => block.startsWith('entry '));
  return Object.fromEntries(blocks.map(parseBlock));
}

function parseBlock(block: string): readonly [string, FileState] {
  const field = (word: string) => {
    const line = block.split('\n').find((candidate) => candidate.startsWith(`${word} `));
    return line?.slice(word.length + 1);
  };
  const [size, mode, uid, gid, mtime, ...type] = field('entry')?.split(' ') ?? [];
  const name = field('name');
  if (name === undefined) throw new Error(say.facts.odd.cutShort);
  const target = field('target');
  const content = field('content');
  const bytes = content === undefined ? undefined : Buffer.from(content, 'base64');
  const sha256 =
    bytes === undefined ? field('sha256')?.split(' ')[0] : createHash('sha256').update(bytes).digest('hex');
  const state: FileState = {
    kind: kindOf(type.join(' ')),
    mode: Number.parseInt(mode ?? '', 8),
    uid: Number(uid),
    gid: Number(gid),
    size: Number(size),
    mtimeMs: Math.round(Number(mtime) * 1000),
    ...(sha256 === undefined ? {} : { sha256 }),
    ...(bytes === undefined ? {} : { content: bytes.toString() }),
    ...(target === undefined ? {} : { target }),
  };
  return [name, state];
}

function kindOf(type: string): FileState['kind'] {
  if (type.startsWith('regular')) return 'file';
  return type === 'directory' ? 'directory' : 'other';
}
