/** The tables of the manual that are made from code. */
export const help = {
  triedAgain: ({ hint }: { hint: string }) => `tried again by itself; where it stays: ${hint}`,
  required: ({ values }: { values: string }) => `required; ${values}`,
  ofCommands: ({ commands, text }: { commands: string; text: string }) => `${commands}: ${text}`,

  systems: {
    orLater: ({ name, oldest }: { name: string; oldest: string }) => `${name} ${oldest} or later`,
    otherwise: ({ one, other }: { one: string; other: string }) => `${one}, else ${other}`,
    setUpWith: ({ versions, managers }: { versions: string; managers: string }) => `${versions}: ${managers}`,
    untried: ({ versions, managers }: { versions: string; managers: string }) =>
      `${versions}: ${managers}; nobody has run ha-setup on it yet`,
  },

  exitCodes: {
    ok: 'done and converged; or there was nothing to do',
    failed: 'something failed on the way; the message names the command that goes on',
    preflight: 'a check before the run failed; nothing was changed',
    answers: 'the answers file, or what was asked for, is wrong; nothing was done',
    verification: 'the pair was set up or looked at, and is not as it must be',
    cancelled: 'cancelled by the person who ran it',
  },
};
