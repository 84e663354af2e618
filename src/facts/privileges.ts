import type { Fact } from './fact.js';

/** Whether commands run as root, as all of ours must. */
export const rootFact: Fact<boolean> = {
  key: 'user id',
  argv: ['id', '-u'],
  parse: ({ stdout }) => stdout.trim() === '0',
};
