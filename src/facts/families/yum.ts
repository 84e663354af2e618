import type { Family } from './family.js';
import { rpm } from './rpm.js';

const options = `--setopt='*.skip_if_unavailable=1' --setopt=exit_on_lock=1`;

/** TencentOS 2 and CentOS 7: yum 3, where dnf is not there. */
export const yum: Family = {
  ...rpm,
  manager: 'yum',
  command: 'yum',
  packages: { ...rpm.packages, semanage: 'policycoreutils-python' },
  simulate: `cache=$(mktemp -d /var/tmp/ha-setup.XXXXXX) || exit 1
trap 'rm -rf "$cache"' EXIT
cp -a /var/cache/yum/. "$cache" 2>/dev/null
export LC_ALL=C
yum ${options} --setopt=cachedir="$cache" --assumeno install "$@"`,
  possible: /Exiting on user command|Is this ok/,
  install: `LC_ALL=C yum -y ${options} install "$@"`,
  remove: `LC_ALL=C yum -y --setopt=exit_on_lock=1 remove "$@"`,
  locked: /Existing lock .*another copy is running|holding the yum lock|can't create transaction lock/,
  lockHolder: /running as pid (\d+)/,
  skippedSource: /^(?:Could not retrieve mirrorlist )?(https?:\/\/\S+?)(?:: \[Errno| error was)/,
  refresh: 'yum makecache',
  upgrade: 'yum update keepalived',
  release: 'yum versionlock delete keepalived',
};
