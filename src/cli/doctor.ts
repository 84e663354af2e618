import { type OnePair, type OptionsOf, pairCommand } from './common.js';

export const doctorCommand = () =>
  pairCommand('doctor', 'the likeliest single cause of what is wrong, and the one command for it; change nothing');

export type DoctorOptions = OnePair<OptionsOf<typeof doctorCommand>>;
