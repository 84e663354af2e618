import type { HealthCheck } from '../cluster/spec.js';
import type { Argv, CommandResult } from '../ports/host.js';
import type { Python } from './python.js';

/** What a host's health check answered: passes, fails with the reason, or could not be tried. */
export type HealthAnswer =
  | { readonly verdict: 'passes' }
  | { readonly verdict: 'fails'; readonly why: string }
  | { readonly verdict: 'untried' };

/** The longest that the hooks themselves wait for a check, and a moment for the start of the interpreter. */
export const healthTimeoutMs = 15_000;

const ask = `
import json, sys
class Config:
    health_check = json.loads(sys.argv[1])
    self_ip = sys.argv[2]
print(json.dumps(check_health(Config)))
`;

/** The same as the hooks do, where their interpreter is not installed yet; a URL with TLS needs it. */
const byShell = `
case $1 in
  tcp)
    for address in 127.0.0.1 "$3"; do
      timeout 3 bash -c 'exec 3<>"/dev/tcp/$1/$2"' sh "$address" "$2" 2>/dev/null && { echo null; exit; }
    done
    echo "nothing listens on port $2" ;;
  unit) systemctl is-active --quiet "$2" && echo null || echo "unit $2 is not active" ;;
  command)
    timeout -s KILL 5 env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin "$2" </dev/null >/dev/null 2>&1
    code=$?
    [ "$code" = 0 ] && echo null || echo "the command $2 failed (exit code $code)" ;;
  *) exit 3 ;;
esac`;

/**
 * The command by which a host tries the check as its hooks would.
 * @param source of the hooks' module that checks: its check_health(config)
 */
export function healthArgv(
  check: HealthCheck,
  { source, python, ip }: { readonly source: string; readonly python: Python | undefined; readonly ip: string },
): Argv {
  if (python !== undefined) return [python.path, '-c', source + ask, JSON.stringify(check), ip];
  const [kind = '', value = ''] = Object.entries(check)[0] ?? [];
  return ['sh', '-c', byShell, 'sh', kind, String(value), ip];
}

/** What the command said: null on the last line where the check passes, else the reason. */
export function parseHealth({ code, stdout }: CommandResult): HealthAnswer {
  const last = stdout.trim().split('\n').at(-1) ?? '';
  if (code !== 0 || last === '') return { verdict: 'untried' };
  if (last === 'null') return { verdict: 'passes' };
  return { verdict: 'fails', why: unquote(last) };
}

function unquote(line: string): string {
  try {
    return String(JSON.parse(line));
  } catch {
    return line;
  }
}
