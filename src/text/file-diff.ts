import { createTwoFilesPatch } from 'diff';
import { say } from '../messages/say.js';
import { mask, redacted } from './mask.js';

export interface ComparedFile {
  readonly path: string;
  /** Absent where nothing stands there. */
  readonly before?: string;
  readonly after: string;
}

const ownMark = /Managed by ha-setup/;
const ownPath = /\/ha-setup\b/;

/**
 * A file's change as the lines of a unified diff, without its head. Secrets are masked; of a file that this program did not
 * write only what is known to be safe is shown. Nothing that shows: one line that says why.
 * @param context lines around each change
 */
export function diffFile({ path, before = '', after }: ComparedFile, context: number): readonly string[] {
  const isOurs = before === '' || ownPath.test(path) || ownMark.test(before.slice(0, 1000));
  const shown = isOurs ? mask(before) : maskForeign(path, before);
  const patch = createTwoFilesPatch('', '', shown ?? '', mask(after), '', '', { context });
  const lines = patch
    .split('\n')
    .slice(4)
    .filter((line) => line !== '');
  const count = before.split('\n').length - (before.endsWith('\n') ? 1 : 0);
  if (shown === undefined) return [say.terminal.diff.foreign({ count }), ...lines];
  return lines.length === 0 ? [say.terminal.diff.secret] : lines;
}

/** What keepalived.conf says about roles and addresses: no secret can stand there. */
const safeWords = new RegExp(
  `^(?:${[
    ...[
      'global_defs',
      'router_id',
      'vrrp_instance',
      'vrrp_sync_group',
      'group',
      'vrrp_script',
      'vrrp_version',
      'vrrp_strict',
    ],
    ...[
      'state',
      'interface',
      'use_vmac',
      'virtual_router_id',
      'priority',
      'advert_int',
      'nopreempt',
      'preempt_delay',
      'version',
    ],
    ...[
      'unicast_src_ip',
      'unicast_peer',
      'mcast_src_ip',
      'virtual_ipaddress',
      'virtual_ipaddress_excluded',
      'virtual_routes',
    ],
    ...[
      'track_interface',
      'track_script',
      'track_src_ip',
      'dont_track_primary',
      'accept',
      'authentication',
      'auth_type',
    ],
    ...[
      'interval',
      'timeout',
      'weight',
      'rise',
      'fall',
      'garp_\\w+',
      'vrrp_garp_\\w+',
      'enable_script_security',
      'script_user',
    ],
  ].join('|')})$`,
);
const safeValue = /^(?:[\w.-]{1,32}|[\da-f.:]+(?:\/\d+)?|[{}])$/i;

/** keepalived.conf by its known words; undefined for any other file, which can hold anything anywhere. */
function maskForeign(path: string, content: string): string | undefined {
  if (!path.endsWith('/keepalived.conf')) return undefined;
  return content.split('\n').map(maskSetting).join('\n');
}

function maskSetting(line: string): string {
  const [, indent = '', word = '', rest = ''] = /^(\s*)(\S*)(.*)$/.exec(line) ?? [];
  const isAddress = /^[\d.]+(?:\/\d+)?$/.test(word);
  const values = rest.split(/\s+/).filter((value) => value !== '');
  if (['', '{', '}'].includes(word) && values.length === 0) return line;
  if (!isAddress && !safeWords.test(word))
    return `${indent}${/^[a-z_]{1,32}$/.test(word) ? `${word} ` : ''}${redacted}`;
  return values.every((value) => safeValue.test(value)) ? line : `${indent}${word} ${redacted}`;
}
