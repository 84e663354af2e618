/** The tables of the manual that are made from code. */
export const help = {
  triedAgain: ({ hint }: { hint: string }) => `tried again by itself; where it stays: ${hint}`,
};
