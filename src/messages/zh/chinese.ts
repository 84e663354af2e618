import type { Messages } from '../say.js';
import { cloud } from './cloud.js';
import { codes } from './codes.js';
import { help } from './help.js';
import { logs } from './logs.js';
import { ssh } from './ssh.js';

export const chinese: Messages = { cloud, codes, help, logs, ssh };
