/** Reaching a host by SSH. `host` and `address` are as the reader wrote them; `said` is what the other side said. */
export const ssh = {
  goesOn: 'see that the host is up, then run the same command again: it goes on where this one ended',
  hostUp: 'see that the host is up, then run the same command again',
  jumpHost: 'jump host',

  connection: {
    refused: 'the connection was refused: nothing listens on that port',
    refusedHint: 'see that sshd runs on the host and that ssh.port is right',
    silent: 'the host did not answer',
    silentHint:
      'see that the instance runs, that its security group lets this machine in on the SSH port, and that ssh.host (private or public) is reachable from here; else set ssh.proxyJump',
    noName: ({ host }: { host: string }) => `the name ${host} cannot be resolved`,
    noNameHint: 'give ssh.host as an address, or repair the name service of this machine',
    noSource: ({ code }: { code: string }) => `this machine has no address to connect from (${code})`,
    noSourceHint: 'see BindAddress and AddressFamily in your ssh_config',
    unreachable: ({ code }: { code: string }) => `the host cannot be reached (${code})`,
    unreachableHint: 'see that this machine has a route to the host; else set ssh.proxyJump, or ssh.host: public',
    lost: ({ why }: { why: string }) => `the SSH connection was lost (${why})`,
    lostForGood: ({ why }: { why: string }) => `the SSH connection was lost and could not be opened again: ${why}`,
    stoppedAnswering: 'the host stopped answering',
    closed: 'it was closed',
    noStatus: 'no exit status',
  },

  through: {
    silent: ({ address, time }: { address: string; time: string }) => `it got no answer from ${address} in ${time}`,
    silentHint: ({ address }: { address: string }) =>
      `see that this host has a route to ${address} and that no firewall drops the packets`,
    forbidden: ({ address }: { address: string }) => `its sshd forbids connections to ${address} through it`,
    forbiddenHint: 'set AllowTcpForwarding yes in its sshd_config and reload sshd',
    failed: ({ address, said }: { address: string; said: string }) => `it cannot connect to ${address}: ${said}`,
    failedHint: ({ device }: { device: string }) => `log in there and try it by hand: bash -c 'exec 3<>${device}'`,
    connectFailed: 'connect failed',
  },

  login: {
    tooSlow: ({ time }: { time: string }) => `the login took more than ${time}`,
    tooSlowHint: 'see how busy the host is, then run the same command again',
    hungUp: 'it closed the connection',
    turnedAway: 'its sshd turns this machine away for a while, after logins that failed',
    turnedAwayHint:
      'OpenSSH does so for 15 s to 10 min (PerSourcePenalties in its sshd_config): wait, then run the same command again with the right key or password',
    noServer: ({ said }: { said: string }) => `no SSH server answered there (${said})`,
    noServerHint:
      'see that this port is an SSH server, and that neither MaxStartups nor a deny list of the host turns us away',
    lost: ({ said }: { said: string }) => `the connection was lost while logging in (${said})`,
    lostHint: 'run the same command again; if it stays, the host’s own log (journalctl -u ssh) says why',
    postQuantum: ({ methods }: { methods: string }) =>
      `its sshd takes post-quantum key exchanges alone (${methods}), which ha-setup does not have`,
    postQuantumHint: 'add to its sshd_config: KexAlgorithms +curve25519-sha256, then reload sshd',
    noAlgorithm: ({ said }: { said: string }) => `the SSH server shares no algorithm with us (${said})`,
    noKeyExchange: ({ said, methods }: { said: string; methods: string }) =>
      `the SSH server shares no algorithm with us (${said}; it takes ${methods})`,
    noAlgorithmHint:
      'allow a current key exchange and cipher in its sshd_config, for example curve25519-sha256 and aes128-gcm@openssh.com',
  },

  hostKey: {
    accepted: ({ where, key, file }: { where: string; key: string; file: string }) =>
      `${where}: accepted its host key, new here: ${key}, added to ${file}`,
    acceptedUnkept: ({ where, key }: { where: string; key: string }) =>
      `${where}: accepted its host key, new here: ${key}, kept nowhere (UserKnownHostsFile none)`,
    acceptedThrough: ({ where, through }: { where: string; through: string }) =>
      `${where}: this key came through ${through}, which could show one of its own: compare it at the console of the instance, ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub`,
    /** Under the question for a new key. */
    askedThrough: ({ through }: { through: string }) =>
      `It came through ${through}, which could show one of its own: compare it at the console of the instance.`,
    declined: ({ key }: { key: string }) => `its host key ${key} was not accepted`,
    declinedHint:
      'read the right fingerprint at the console of the instance: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub',
    changed: ({ shown, known, place }: { shown: string; known: string; place: string }) =>
      `the host key is not the one that is known: it shows ${shown}, ${place} has ${known}`,
    changedHint: ({ command }: { command: string }) =>
      `if the host was reinstalled: ${command}; if not, someone may be in between`,
    revoked: ({ by }: { by: string }) => `the host shows a key that ${by} revokes`,
    revokedHint: 'give the host a new key; a revoked one is never accepted',
    unknown: ({ key }: { key: string }) => `the host key is unknown: ${key}`,
    unknownHint: ({ command }: { command: string }) =>
      `compare the fingerprint with the host's own, then: ${command}; or set ssh.hostKeys: accept-new`,
    /** The line of a file, as the place where a key stands. */
    line: ({ file, line }: { file: string; line: number }) => `${file} line ${line}`,
    authority: ({ key, place }: { key: string; place: string }) =>
      `${key} (${place} names a @cert-authority: host certificates are not supported)`,
    unreadable: ({ file }: { file: string }) => `cannot read ${file}`,
    unreadableHint: ({ file }: { file: string }) => `check the permissions of ${file}`,
    unwritable: ({ file }: { file: string }) => `the new host key cannot be written to ${file}`,
    unwritableHint: 'make that file writable, or name another in ssh.knownHosts',
    revocationsUnreadable: ({ file }: { file: string }) => `the revoked host keys cannot be read from ${file}`,
    revocationsUnreadableHint: 'check RevokedHostKeys in your ssh_config, and the permissions of that file',
    revocationsDamaged: ({ file }: { file: string }) => `${file} is not a key revocation list that can be read`,
    revocationsDamagedHint: ({ file }: { file: string }) =>
      `see what ssh-keygen says of it: ssh-keygen -Q -l -f ${file}`,
  },

  config: {
    proxyCommand: ({ host, command }: { host: string; command: string }) =>
      `your ssh_config has a ProxyCommand for ${host}, which is not run: ${command}`,
    proxyCommandHint: 'write ProxyJump there, or set ssh.proxyJump in the answers (none for no jump)',
    unheeded: ({ alias, keywords }: { alias: string; keywords: string }) =>
      `ssh_config for ${alias} has settings that ha-setup does not follow: ${keywords}`,
    circle: ({ label, hops, again }: { label: string; hops: number; again: string }) =>
      `the way to ${label} has more than ${hops} hops: ${again} again`,
    circleHint: 'see the ProxyJump lines of ~/.ssh/config: they lead in a circle',
    noAlgorithm: ({ alias, keyword, value }: { alias: string; keyword: string; value: string }) =>
      `ssh_config for ${alias}: ${keyword} ${value} leaves no algorithm that ha-setup has`,
    noAlgorithmHint: ({ algorithms }: { algorithms: string }) => `allow one of ${algorithms} there`,
  },

  command: {
    /** What stands for a command's own words where it said nothing. */
    status: ({ code }: { code: number }) => `exit status ${code}`,
    tooLong: ({ command, time }: { command: string; time: string }) => `no end after ${time}: ${command}`,
    tooLongHint: 'log in and run it by hand to see what it waits for',
    notStarted: ({ said }: { said: string }) => `the host did not start a command: ${said}`,
    notStartedHint: 'see MaxSessions in the host’s sshd_config, and that the user has a login shell',
    tooMuch: ({ command, mebibytes }: { command: string; mebibytes: number }) =>
      `more than ${mebibytes} MiB of output: ${command}`,
    tooMuchHint:
      'log in and run it by hand to see what it writes, and whether the login shell of this user writes by itself',
    cut: ({ command }: { command: string }) => `the channel closed before the command ended: ${command}`,
    notWritten: ({ path, said }: { path: string; said: string }) => `${path} was not written: ${said}`,
    notWrittenHint: ({ folder }: { folder: string }) =>
      `see the space (df ${folder}) and whether the file system is read-only there`,
  },

  root: {
    notAllowed: ({ said }: { said: string }) => `root was let in but may not run commands: ${said}`,
    notAllowedHint: 'set ssh.user to the image’s own user (ubuntu on Ubuntu images), who can use sudo',
    noSudo: ({ user, said }: { user: string; said: string }) => `${user} cannot become root: ${said}`,
    sudoPasswordHint: ({ user, command }: { user: string; command: string }) =>
      `give the password in HA_SETUP_SUDO_PASSWORD, or let ${user} use sudo without: ${command}`,
    sudoHint: ({ user, command }: { user: string; command: string }) =>
      `log in as root (ssh.user: root), or let ${user} use sudo: ${command}`,
  },
};
