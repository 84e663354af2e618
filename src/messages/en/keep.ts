/** Answers that outlive a run which ended early. */
export const keep = {
  nothingChanged: 'Nothing was changed.',
  offer: 'Save your answers (no secrets), to go on from them later?',
  kept: ({ path }: { path: string }) => `Your answers so far are in ${path} (no secrets in it).`,
  goOn: ({ command }: { command: string }) => `To go on with them: ${command}`,
  stillBefore: 'The run goes on with the answers that it had.',
  changeWhich: 'Which answer?',
  changeNone: 'none',
  changeNoneAbout: 'back to the plan with the answers as they are',
};
