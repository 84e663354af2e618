import { cloud } from './cloud.js';
import { codes } from './codes.js';
import { help } from './help.js';
import { logs } from './logs.js';
import { ssh } from './ssh.js';

export const english = { cloud, codes, help, logs, ssh };
