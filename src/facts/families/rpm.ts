import type { Family } from './family.js';

/** What dnf and yum have in common: both read rpm's database and say much the same. */
export const rpm = {
  packages: { keepalived: 'keepalived', python: 'python3' },
  candidate: /^ keepalived\s+\S+\s+(\S+)\s/m,
  complaint:
    /^(?:Error|error:|Cannot|Could not|Failed|Unable to find|No (?:match|package)|All matches|Errors during| {2}- |.*\[Errno|Existing lock|Ignoring repositories)/,
  advice: [
    [
      /filtered out by exclude|versionlock|excluded/i,
      'it is excluded there: look for exclude= or excludepkgs= in /etc/yum.conf, /etc/dnf/dnf.conf and /etc/yum.repos.d, and for a versionlock',
    ],
    [
      /Unable to find a match|No package .* available|Nothing to do/,
      'no enabled repository offers it: enable the base or AppStream repository (yum repolist all)',
    ],
    [/No space left|more space needed/i, 'make room on its disk (df -h), then run the same command again'],
  ],
} as const satisfies Partial<Family>;
