import { say } from '../messages/say.js';
import { type OnePair, type OptionsOf, pairCommand } from './common.js';

export const doctorCommand = () => pairCommand('doctor', say.cli.doctor.about);

export type DoctorOptions = OnePair<OptionsOf<typeof doctorCommand>>;
