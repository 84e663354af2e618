import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { typed } from '../../messages/program.js';
import { say } from '../../messages/say.js';
import { padEnd } from '../../text/width.js';
import type { Lab } from '../lab.js';
import { namespaceOf } from '../network/namespaces.js';
import { stateFolder } from '../state.js';
import { findVip } from './power-cut.js';

/**
 * Writes the commands with which a kept lab is used beside its state, and returns the lines that explain them.
 * @param answers the file that was rehearsed; absent where questions were answered
 */
export async function writeTools(lab: Lab, answers?: string): Promise<readonly string[]> {
  const folder = stateFolder(lab.id);
  const environment = Object.entries(lab.operator.environment()).map(
    ([name, value]) => `export ${name}=${quote(value ?? '')}`,
  );
  const product = lab.operator.command([]).map(quote).join(' ');
  const tools = {
    'ha-setup': `#!/bin/sh\n${environment.join('\n')}\nexec ${product} "$@"\n`,
    ...Object.fromEntries(
      Object.values(lab.machines).map(({ hostname, ip }) => [
        hostname,
        `#!/bin/sh\nexec ${lab.operator.sshCommand(ip).map(quote).join(' ')} "$@"\n`,
      ]),
    ),
  };
  for (const [name, text] of Object.entries(tools)) await writeFile(join(folder, name), text, { mode: 0o755 });
  const vip = await findVip(lab).catch(() => undefined);
  const words = say.rehearsal.kept;
  const row = (what: string, command: string) => `  ${padEnd(what, 21)}  ${command}`;
  return [
    '',
    words.stands({ id: lab.id }),
    row(words.logIn, `${join(folder, 'lab-a')}    ${join(folder, 'lab-b')}`),
    ...(vip ? [row(words.ping, `ip netns exec ${namespaceOf(lab.id, 'client')} ping ${vip}`)] : []),
    row(words.run, `${join(folder, 'ha-setup')} plan --answers ${answers ?? (await lab.answers())}`),
    row(words.takeDown, typed(`rehearse --down ${lab.id}`)),
  ];
}

function quote(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
