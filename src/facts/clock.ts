import { say } from '../messages/say.js';
import type { Fact } from './fact.js';

/** Epoch ms by the host's clock. */
export const clockFact: Fact<number> = {
  key: 'clock',
  argv: ['date', '+%s%N'],
  parse: ({ stdout }) => {
    const match = /^(\d{9,12})(\d{9})$/.exec(stdout.trim());
    if (match === null) throw new Error(say.facts.odd.noNanoseconds);
    return Number(match[1]) * 1000 + Math.floor(Number(match[2]) / 1e6);
  },
};
