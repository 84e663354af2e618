import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HaSetupError } from '../../errors.js';
import { run, startDetached, startTimeOf, waitFor } from '../process.js';
import { stateFolder } from '../state.js';
import { renderNames, services } from '../world.js';
import { namespaceOf } from './namespaces.js';

/** Where the rules send questions that are to be refused, or to be answered late. */
export const troublePorts = { refused: 5353, slow: 5354 } as const;

/** Less than the 5 s after which glibc asks again. */
const slowMs = 4000;
/** A name service that hands each question on late: dnsmasq itself cannot be told to wait. */
const slowScript = `const dgram = require('node:dgram');
const [address, port, ms] = process.argv.slice(1);
const server = dgram.createSocket('udp4');
server.on('message', (question, from) => setTimeout(() => {
  const client = dgram.createSocket('udp4');
  client.once('message', (answer) => server.send(answer, from.port, from.address, () => client.close()));
  client.send(question, 53, address);
}, Number(ms)));
server.bind(Number(port), address);`;

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
  const slow = ['-e', slowScript, services.resolvers[0], `${troublePorts.slow}`, `${slowMs}`];
  const pids = [
    start([`--addn-hosts=${names}`]),
    // It knows no name.
    start([`--port=${troublePorts.refused}`]),
    startDetached(['ip', 'netns', 'exec', vpc, process.execPath, ...slow], log),
  ];
  await waitFor('the start of the resolver', async () => {
    const listed = await run(['ip', 'netns', 'exec', vpc, 'ss', '-Hlun']);
    const isUp = [53, ...Object.values(troublePorts)].every((port) =>
      listed.stdout.includes(`${services.resolvers[0]}:${port} `),
    );
    if (isUp) return true;
    for (const pid of pids) {
      if ((await startTimeOf(pid)) === undefined) throw new HaSetupError(`the lab's resolver ended; ${log} says why`);
    }
    return undefined;
  });
}
