import { spawnSync } from 'node:child_process';
import type { Argv, CommandResult, HostReader } from '../../src/ports/host.js';

/** This machine as a host, so that a fact's command meets a real shell. */
export const localReader: HostReader = {
  node: 'a',
  read: async ([command, ...words]: Argv): Promise<CommandResult> => {
    const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' };
    const { status, stdout, stderr } = spawnSync(command, words, {
      encoding: 'utf8',
      env,
      input: 'nobody may read this\n',
    });
    return { code: status ?? 255, stdout, stderr };
  },
  connect: () => Promise.reject(new Error('not here')),
};
