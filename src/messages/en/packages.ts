/** What to do about a package manager's complaint, and about what stands in a host's files. */
export const packages = {
  held: 'release it (apt-mark unhold keepalived python3), then run the same command again',
  noSource:
    'no source offers it: look for a pin (apt-cache policy keepalived), or add the source that has it (Ubuntu: add-apt-repository universe)',
  interrupted: 'end what was interrupted there (dpkg --configure -a), then run the same command again',
  broken: 'repair its packages (apt-get --fix-broken install), then run the same command again',
  full: 'make room on its disk (df -h), then run the same command again',
  excluded:
    'it is excluded there: look for exclude= or excludepkgs= in /etc/yum.conf, /etc/dnf/dnf.conf and /etc/yum.repos.d, and for a versionlock',
  noRepository: 'no enabled repository offers it: enable the base or AppStream repository (yum repolist all)',

  hostKeyMissing: 'hostCredentials: { type: key } needs the key that the hosts will use',
  hostKeyMissingHint:
    'set HA_SETUP_HOST_SECRET_ID and HA_SETUP_HOST_SECRET_KEY in the environment, or use { type: role }',

  cannotStand: ({ what, path }: { what: string; path: string }) => `${what} cannot stand in ${path}`,
  plainHint: ({ path }: { path: string }) =>
    `it may hold letters, digits and . _ : - alone; correct it there, or remove ${path}, and run the same command again`,
  passwordFound: 'the auth_pass found there',
  passwordHint: ({ path }: { path: string }) =>
    `it may hold no space and none of " \\ $ { }; correct it there, or remove ${path}, and run the same command again`,
};
