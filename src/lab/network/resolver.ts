import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HaSetupError } from '../../errors.js';
import { run, startDetached, startTimeOf, waitFor } from '../process.js';
import { stateFolder } from '../state.js';
import { renderNames, services } from '../world.js';
import { namespaceOf } from './namespaces.js';

/** Where the resolver that knows no name listens: the rules send a host's questions there that are to be refused. */
export const refusingPort = 5353;

/** Starts the VPC's name service in the fabric's namespace; returns when it answers. A host asks it at two addresses. */
export async function startResolver(lab: string): Promise<void> {
  const folder = stateFolder(lab);
  const vpc = namespaceOf(lab, 'vpc');
  const names = join(folder, 'names');
  await writeFile(names, renderNames());
  const common = [
    '--keep-in-foreground',
    '--conf-file=/dev/null',
    '--no-resolv',
    '--no-hosts',
    '--user=root',
    '--pid-file=',
  ];
  const listen = services.resolvers.map((address) => `--listen-address=${address}`);
  const log = join(folder, 'resolver.log');
  const start = (options: readonly string[]) =>
    startDetached(['ip', 'netns', 'exec', vpc, 'dnsmasq', ...common, ...listen, '--bind-interfaces', ...options], log);
  const pids = [start([`--addn-hosts=${names}`]), start([`--port=${refusingPort}`])];
  await waitFor('the start of the resolver', async () => {
    const listed = await run(['ip', 'netns', 'exec', vpc, 'ss', '-Hlun']);
    const isUp = [53, refusingPort].every((port) => listed.stdout.includes(`${services.resolvers[0]}:${port} `));
    if (isUp) return true;
    for (const pid of pids) {
      if ((await startTimeOf(pid)) === undefined) throw new HaSetupError(`the lab's resolver ended; ${log} says why`);
    }
    return undefined;
  });
}
