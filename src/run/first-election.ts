import { paths, unit } from '../cluster/names.js';
import { HostError } from '../errors.js';
import type { NoRole } from '../operations/change.js';
import type { HostPort } from '../ports/host.js';

/** keepalived hears no advert before it is BACKUP; the newest role is the last by name. */
const awaitBackup = `for step in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
  set -- "$0"/role.*
  shift $(($# - 1))
  case $1 in *.BACKUP) exit 0 ;; esac
  sleep 0.1
done
exit 1`;

/** Only while it is true: somebody may have started keepalived there since this run looked. */
const sayNoRole = 'systemctl is-active --quiet "$0" || exec "$@"';

const send = `import socket, sys
raw = socket.socket(socket.AF_INET, socket.SOCK_RAW, 112)
raw.setsockopt(socket.IPPROTO_IP, socket.IP_TTL, 255)
raw.bind((sys.argv[1], 0))
raw.sendto(bytes.fromhex(sys.stdin.read()), (sys.argv[2], 0))`;

/** Has the host whose keepalived has just started elected at once. Without that it is elected a little later. */
export async function electAtOnce({ python, source, target, advert }: NoRole, started: HostPort, peer: HostPort) {
  try {
    const { code } = await started.run(['sh', '-c', awaitBackup, paths.state]);
    if (code === 0)
      await peer.run(['sh', '-c', sayNoRole, unit, python, '-IS', '-c', send, source, target], {
        stdin: advert.reveal(),
      });
  } catch (error) {
    // A connection that was lost is missed, and made anew, by what comes next.
    if (!(error instanceof HostError)) throw error;
  }
}
