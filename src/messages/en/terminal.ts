/** What questions and task lists say around what they are about. */
export const terminal = {
  search: 'type to search:',
  noneToChoose: 'none of these can be chosen:',
  back: 'back to the question before',
  cancelled: 'cancelled at a question',
  given: 'given',
  /** Why a choice cannot be taken, behind it. */
  aside: ({ why }: { why: string }) => `(${why})`,
  yes: 'yes',
  no: 'no',
  noneFound: 'No results found',
  answerNeeded: 'You must provide a valid value',
  yesOrNoNeeded: 'You must answer with "y" or "n"',
  notChoosable: 'This option is disabled and cannot be selected.',
  masked: '[input is masked]',
  notGiven: 'none given',
  keys: { back: 'esc goes back', enter: 'enter accepts', enterOrBack: 'enter accepts • esc goes back' },

  /** What a key does, by the library's own word for it. */
  actions: { navigate: 'navigate', select: 'select', submit: 'submit', back: 'back', quit: 'quit' },

  task: {
    outcome: ({ task, outcome }: { task: string; outcome: string }) => `${task}: ${outcome}`,
    ok: 'ok',
    changed: 'changed',
    skipped: 'skipped',
    failed: 'failed',
    stopped: 'stopped',
    notStarted: 'not started',
    left: ({ count, all }: { count: number; all: number }) => `${count} of ${all} not started`,
    failedIn: ({ task, lane }: { task: string; lane: string }) => `failed: ${task} (${lane})`,
  },

  /** Where nothing can be drawn. */
  plain: {
    yesOrNo: ({ question }: { question: string }) => `${question} (yes or no) [yes]:`,
    noOrYes: ({ question }: { question: string }) => `${question} (yes or no) [no]:`,
    number: 'Number',
    numberOrWords: 'Number, or a word to search',
    more: ({ count }: { count: number }) => `… and ${count} more: type a part of the name, id or address`,
    nothingFound: ({ words }: { words: string }) => `nothing here has ${JSON.stringify(words)}`,
    answer: 'Answer',
    hidden: 'Answer (not shown)',
    back: ({ what }: { what: string }) => `${what}, or < to go back`,
    noNumber: 'no such number',
    notChosen: ({ why }: { why: string }) => `that cannot be chosen: ${why}`,
  },

  diff: {
    foreign: ({ count }: { count: number }) =>
      `(${count} lines that ha-setup did not write: not shown, they may hold secrets)`,
    secret: '(the difference is in a secret: not shown)',
  },
};
