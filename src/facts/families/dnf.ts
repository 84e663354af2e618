import type { Family } from './family.js';
import { rpm } from './rpm.js';

const options = `--setopt='*.skip_if_unavailable=1' --setopt=install_weak_deps=False --setopt=exit_on_lock=1`;

/** TencentOS 3 and 4, OpenCloudOS, CentOS Stream, Rocky, Alma. Left alone, dnf waits for a lock for ever and in silence. */
export const dnf: Family = {
  ...rpm,
  manager: 'dnf',
  command: 'dnf',
  packages: { ...rpm.packages, semanage: 'policycoreutils-python-utils' },
  // What dnf has downloaded already is good enough, and looking must not change it.
  simulate: `cache=$(mktemp -d /var/tmp/ha-setup.XXXXXX) || exit 1
trap 'rm -rf "$cache"' EXIT
cp -a /var/cache/dnf/. "$cache" 2>/dev/null
export LC_ALL=C
dnf ${options} --setopt=cachedir="$cache" --setopt=logdir="$cache" --assumeno install "$@"`,
  possible: /Operation aborted/,
  install: `LC_ALL=C dnf -y ${options} install "$@"`,
  remove: `LC_ALL=C dnf -y --setopt=exit_on_lock=1 --setopt=clean_requirements_on_remove=False remove "$@"`,
  locked:
    /already locked by \d+|Failed to obtain the (?:transaction|metadata|rpmdb|download) lock|can't create transaction lock|Waiting for process with pid/,
  lockHolder: /(?:locked by|with pid) (\d+)/,
  skippedSource: /^Ignoring repositories: (.+)$/,
  refresh: 'dnf makecache',
  upgrade: 'dnf upgrade keepalived',
  release: 'dnf versionlock delete keepalived',
};
