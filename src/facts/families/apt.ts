import type { Family } from './family.js';

/** Debian and Ubuntu. The lock's timeout is known to apt 1.9.11 and later; older ones fail at once, and the caller waits. */
export const apt: Family = {
  manager: 'apt',
  command: 'apt-get',
  packages: { keepalived: 'keepalived', python: 'python3' },
  simulate: `lists=$(mktemp -d) || exit 1
trap 'rm -rf "$lists"' EXIT
mkdir "$lists/partial"
apt() {
  LC_ALL=C apt-get -q -o "Dir::State::lists=$lists" -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= "$@"
}
apt update >&2
apt -s -y --no-install-recommends install "$@"`,
  possible: /^Inst keepalived |^Inst python3 /m,
  candidate: /^Inst keepalived (?:\[.*?\] )?\((\S+)/m,
  install: `export DEBIAN_FRONTEND=noninteractive LC_ALL=C
apt() { apt-get -y -o DPkg::Lock::Timeout=5 -o Dpkg::Options::=--force-confold --no-install-recommends "$@"; }
apt update
apt install "$@"`,
  remove: `export DEBIAN_FRONTEND=noninteractive LC_ALL=C
removed() { awk '/^(Remv|Purg) / { print $2 }'; }
# What nothing needs any more once these are gone goes too; what nothing needed before stays.
before=$(apt-get -s autoremove | removed)
set -- $(apt-get -s --auto-remove purge "$@" | removed | grep -vxF "\${before:-/}")
apt-get -y -o DPkg::Lock::Timeout=5 purge "$@"`,
  locked:
    /Could not get lock|Unable to (?:acquire the dpkg frontend lock|lock )|dpkg frontend lock was locked by another process/,
  lockHolder: /held by process (\d+(?: \([^)]+\))?)/,
  complaint: /^[EW]: (?!Download is performed unsandboxed|Some index files failed)/,
  skippedSource: /^[EW]: (?:Failed to fetch |The repository ')([^\s']+)/,
  advice: [
    [/Held packages were changed/, 'held'],
    [/no installation candidate|Unable to locate package/, 'noSource'],
    [/dpkg was interrupted/, 'interrupted'],
    [/unmet dependencies/, 'broken'],
    [/No space left|enough free space/, 'full'],
  ],
  refresh: 'apt-get update',
  upgrade: 'apt-get install --only-upgrade keepalived',
  release: 'apt-mark unhold keepalived',
};
