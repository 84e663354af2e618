import { type OptionsOf, pairCommand } from './common.js';

export const planCommand = () =>
  pairCommand('plan', 'show every cloud call and every changed file as a diff; write nothing');

export type PlanOptions = OptionsOf<typeof planCommand>;
