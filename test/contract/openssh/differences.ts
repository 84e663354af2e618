import type { Case } from './compare.js';

/** A configuration that we read in another way on purpose: why, and each difference that it makes. */
export interface Accepted {
  readonly reason: string;
  readonly case: Case;
  readonly found: readonly RegExp[];
}

const refusedBySsh = /^ssh refuses it, we do not/;
const refusedByUs = /^we refuse it, ssh does not/;
const config = (text: string, host = 'web', rest: Partial<Case> = {}): Case => ({
  host,
  ...rest,
  files: { 'home/.ssh/config': text, ...rest.files },
});

/*
 * Three more show only when somebody logs in: without a user anywhere it is root (OpenSSH: the local user); a changed host key
 * is refused with StrictHostKeyChecking no as well; a login waits 10 s for the host and asks for a sign of life every 5 s
 * where ssh_config says nothing.
 */
export const accepted: readonly Accepted[] = [
  {
    reason: 'no command of ssh_config is run, so a block that hangs on one is left out, and said',
    case: config('Match exec true\n  Port 5\n'),
    found: [/^port: ssh "5", we "22"$/],
  },
  {
    reason: 'settings that have nothing to do with a login are not checked to the last word',
    case: config('LogLevel LOUD\n'),
    found: [refusedBySsh],
  },
  {
    reason: 'the names of algorithms differ from release to release; those that we do not have are passed over',
    case: config('KexAlgorithms curve25519-sha256,of-the-future\n'),
    found: [refusedBySsh],
  },
  {
    reason:
      'keywords of other releases and of other vendors’ packages are known: the file may be shared with such a machine',
    case: config('UseKeychain yes\nObscureKeystrokeTiming no\n'),
    found: [refusedBySsh],
  },
  {
    reason: 'several files of revoked keys are taken, as OpenSSH 10 does',
    case: config('RevokedHostKeys /a /b\n'),
    found: [refusedBySsh],
  },
  {
    reason: 'Match tagged, localnetwork and sessiontype are taken, as OpenSSH 10 does',
    case: config('Tag x\nMatch tagged x\n  Port 5\n'),
    found: [refusedBySsh],
  },
  {
    reason: 'an environment variable is looked up only where the setting applies',
    case: config(`Host other\n  IdentityAgent $\{MISSING}/y\n`),
    found: [refusedBySsh],
  },
  {
    reason: 'what follows a ProxyJump’s port is a mistake',
    case: config('ProxyJump gate:22 extra\n'),
    found: [refusedByUs],
  },
  {
    reason: 'a jump host’s port is not left empty, and its name has nothing in it that a shell would read as its own',
    case: config('ProxyJump gate:\n'),
    found: [refusedByUs],
  },
];
