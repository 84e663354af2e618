/** By whose ways a distribution is set up; either: its editions differ, and the package manager tells which it is. */
export type OsFamily = 'debian' | 'rhel' | 'either' | 'unknown';

/** Why a distribution can never work. */
export interface OsRefusal {
  readonly reason: 'no-systemd' | 'too-old';
  /** The oldest version that can work, where one can. */
  readonly oldest?: string;
}

interface Distribution {
  /** ID of os-release(5), in small letters. */
  readonly id: string;
  readonly family: Exclude<OsFamily, 'unknown'>;
  /** How a person calls it. */
  readonly name: string;
  /** Nobody has run ha-setup on it yet. */
  readonly isUntried?: true;
  /**
   * The oldest version that has systemd, keepalived 1.3.5 (which the configuration needs) and Python 3.6 (which the hooks need)
   * in its own packages.
   */
  readonly oldest?: string;
}

/** Those that are known by their name; all others by what they say that they are like. */
export const distributions: readonly Distribution[] = [
  { id: 'tencentos', family: 'rhel', name: 'TencentOS Server', oldest: '2' },
  { id: 'tlinux', family: 'rhel', name: 'Tencent tlinux', oldest: '2' },
  { id: 'opencloudos', family: 'rhel', name: 'OpenCloudOS' },
  { id: 'centos', family: 'rhel', name: 'CentOS', oldest: '7' },
  { id: 'rhel', family: 'rhel', name: 'Red Hat Enterprise Linux', oldest: '7' },
  { id: 'rocky', family: 'rhel', name: 'Rocky Linux' },
  { id: 'almalinux', family: 'rhel', name: 'AlmaLinux' },
  { id: 'fedora', family: 'rhel', name: 'Fedora', oldest: '26' },
  { id: 'debian', family: 'debian', name: 'Debian', oldest: '10' },
  { id: 'ubuntu', family: 'debian', name: 'Ubuntu', oldest: '17.10' },
  { id: 'anolis', family: 'rhel', name: 'Anolis OS' },
  { id: 'openeuler', family: 'rhel', name: 'openEuler' },
  { id: 'ol', family: 'rhel', name: 'Oracle Linux', isUntried: true, oldest: '7' },
  { id: 'hce', family: 'rhel', name: 'Huawei Cloud EulerOS', isUntried: true },
  { id: 'alinux', family: 'rhel', name: 'Alibaba Cloud Linux', isUntried: true },
  // Their server editions come from openEuler or Anolis, their desktops from Debian, under one name.
  { id: 'kylin', family: 'either', name: 'Kylin', isUntried: true },
  { id: 'uos', family: 'either', name: 'UOS', isUntried: true },
];

const byId: ReadonlyMap<string, Distribution> = new Map(distributions.map((one) => [one.id, one]));

/** The family of a distribution, and the name by which it was found. One with editions of both families says in ID_LIKE which. */
export function resolveDistribution(
  id: string,
  idLike: readonly string[],
): { readonly family: OsFamily; readonly knownBy?: string; readonly isUntried?: true } {
  const like = idLike.map((name) => byId.get(name)).find((one) => one !== undefined);
  const known = byId.get(id) ?? like;
  if (known === undefined) return { family: 'unknown' };
  const family = known.family === 'either' ? (like?.family ?? 'either') : known.family;
  return { family, knownBy: known.id, ...(known.isUntried && { isUntried: known.isUntried }) };
}

/** Of derivatives that count their versions in their own way: the oldest that can work, by the same measure. */
const oldestDerivatives: Readonly<Record<string, string>> = {
  ...{ linuxmint: '19', elementary: '5', zorin: '15', raspbian: '10', neon: '18.04', pop: '17.10' },
  ...{ scientific: '7', clearos: '7', virtuozzo: '7', miraclelinux: '8', eurolinux: '7', 'cumulus-linux': '4' },
};

/** Without systemd in every version. */
const withoutSystemd = new Set(['devuan', 'alpine', 'void', 'slackware', 'artix']);

/** Why a version can never work, by its name and version alone; undefined where it can, or where nothing is known. */
export function findRefusal(id: string, idLike: readonly string[], versionId: string): OsRefusal | undefined {
  if (withoutSystemd.has(id)) return { reason: 'no-systemd' };
  // Linux Mint's Debian edition counts for itself.
  const isDebianMint = id === 'linuxmint' && !idLike.includes('ubuntu');
  const oldest = isDebianMint ? '4' : (byId.get(id)?.oldest ?? oldestDerivatives[id]);
  if (id === 'amzn' && /^201\d/.test(versionId)) return { reason: 'too-old', oldest: '2' };
  if (oldest === undefined || !/^\d/.test(versionId)) return undefined;
  return isOlder(versionId, oldest) ? { reason: 'too-old', oldest } : undefined;
}

function isOlder(version: string, than: string): boolean {
  const [own, other] = [version, than].map((text) => text.split('.').map((part) => Number.parseInt(part, 10) || 0));
  for (const [index, part] of (other ?? []).entries()) {
    const difference = (own?.[index] ?? 0) - part;
    if (difference !== 0) return difference < 0;
  }
  return false;
}
