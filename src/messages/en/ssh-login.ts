/** Logging in: what is asked, and why nobody was let in. `file` is a key file, `variable` one of the environment. */
export const sshLogin = {
  ask: {
    passphrase: ({ file }: { file: string }) => `Passphrase of ${file}`,
    password: ({ who }: { who: string }) => `Password of ${who}`,
    sudoPassword: ({ who }: { who: string }) => `Password for sudo of ${who}`,
    everyHost: ({ user }: { user: string }) => `${user} on every host of these pairs that asks for it`,
    challenge: ({ who, words }: { who: string; words: string }) => `${who} asks: ${words}`,
    again: ({ what }: { what: string }) => `${what} (that was not the right one)`,
    colon: ({ what }: { what: string }) => `${what}:`,
    /** Under the first question for a secret. */
    tried: ({ list }: { list: string }) => `Not let in so far: ${list}.`,
    leaveOut: 'Enter alone goes on without it.',
  },

  hostKey: {
    unknown: ({ where, key }: { where: string; key: string }) =>
      `The host key of ${where} is not known yet:\n    ${key}`,
    through: ({ through }: { through: string }) => `It came through ${through}, which could show a key of its own.`,
    compare: ({ command }: { command: string }) =>
      `The cloud's API does not tell host keys. To compare, log in at the console of the instance, and type there:\n${command}`,
    isSame: 'Does the host show the same fingerprint?',
  },

  givenUp: 'the login was left at the question',
  givenUpHint: 'run the same command again, or name another user or key file',
  late: 'the server closed the connection while a question waited for its answer',

  tried: {
    nothing: 'nothing: no key, agent or password was found',
    key: ({ file }: { file: string }) => `key ${file} (refused)`,
    noAnswerOfAgent: 'agent (no answer)',
    emptyAgent: 'agent (it holds no key)',
    identitiesOnly: ({ count }: { count: number }) =>
      `agent (of its ${count} keys the named ones alone: IdentitiesOnly)`,
    agentKey: 'agent (its key was refused)',
    agentKeys: ({ count }: { count: number }) => `agent (${count} keys, all refused)`,
    someAgentKeys: ({ tried, held }: { tried: number; held: number }) =>
      `agent (${tried} of its ${held} keys tried, all refused)`,
    agentUnusable: ({ key, why }: { key: string; why: string }) => `agent key ${key} (${why})`,
    notSupported: ({ type }: { type: string }) => `keys of the type ${type} are not supported`,
    notAllowed: ({ type }: { type: string }) => `${type} keys (not in PubkeyAcceptedAlgorithms)`,
    file: ({ file, why }: { file: string; why: string }) => `${file} (${why})`,
    noPassword: ({ variable }: { variable: string }) => `password (none was given: ${variable})`,
    password: 'password (refused)',
    interactive: ({ outcome }: { outcome: string }) => `keyboard-interactive (${outcome})`,
    askedNothing: 'it asked nothing',
    unanswered: ({ variable }: { variable: string }) => `nobody answered its question: ${variable}`,
    refused: 'refused',
  },

  file: {
    missing: 'not found',
    unreadable: 'cannot be read',
    'security-key':
      'it is on a FIDO security key, which ha-setup cannot use: add another key to authorized_keys there, and name it in ssh.identityFile',
    'not-a-key': 'not a private key',
    'no-passphrase': 'its passphrase was not given: HA_SETUP_SSH_PASSPHRASE',
    'wrong-passphrase': 'no passphrase given opens it',
  },

  /** What is wrong with a key file, at the question for it. */
  typedFile: {
    missing: ({ file }: { file: string }) => `there is no file ${file}`,
    unreadable: ({ file }: { file: string }) => `${file} cannot be read: see its owner and its mode`,
    securityKey: ({ file }: { file: string }) =>
      `${file} is on a FIDO security key, which ha-setup cannot use: name another key`,
    notAKey: ({ file }: { file: string }) => `${file} is not a private key that OpenSSH would take`,
    publicHalf: ({ file }: { file: string }) =>
      `${file} is the public half of a key: name the private one, without .pub`,
  },

  refused: {
    plain: ({ user, tried }: { user: string; tried: string }) => `${user} was not let in, tried: ${tried}`,
    taking: ({ user, tried, methods }: { user: string; tried: string; methods: string }) =>
      `${user} was not let in, tried: ${tried}; the server takes ${methods}`,
    hungUp: ({ said, count }: { said: string; count: number }) =>
      `${said}; it hung up after ${count} tries (MaxAuthTries)`,
    hungUpHint: ({ host }: { host: string }) =>
      `name the right key alone: ssh.identityFile in the answers, or for ${host} in your ssh_config the two lines IdentityFile and IdentitiesOnly yes`,
    certificateHint: ({ files, user }: { files: string; user: string }) =>
      `ha-setup cannot present a certificate (there is one for ${files}): if its sshd lets certificates in alone, add the plain public key to ${user}'s authorized_keys there`,
    hint: ({ user, variable }: { user: string; variable: string }) =>
      `see that the public key is in ${user}'s authorized_keys there, that ssh.user is right, or set ssh.identityFile or ${variable}`,
  },
};
