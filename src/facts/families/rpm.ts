import type { Family } from './family.js';

/** What dnf and yum have in common: both read rpm's database and say much the same. */
export const rpm = {
  packages: { keepalived: 'keepalived', python: 'python3' },
  candidate: /^ keepalived\s+\S+\s+(\S+)\s/m,
  complaint:
    /^(?:Error|error:|Cannot|Could not|Failed|Unable to find|No (?:match|package)|All matches|Errors during| {2}- |.*\[Errno|Existing lock|Ignoring repositories)/,
  advice: [
    [/filtered out by exclude|versionlock|excluded/i, 'excluded'],
    [/Unable to find a match|No package .* available|Nothing to do/, 'noRepository'],
    [/No space left|more space needed/i, 'full'],
  ],
} as const satisfies Partial<Family>;
