import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Lab } from '../../src/lab/lab.js';
import { namespaceOf } from '../../src/lab/network/namespaces.js';
import type { AnswersOverrides } from '../../src/lab/operator.js';
import { childEnvironment } from '../../src/lab/process.js';
import { ports } from '../../src/lab/world.js';

/**
 * Carries TCP from ports of this machine's loopback to two hosts, each packet later by so many ms, as a way across continents
 * does; a connection opens after one round trip.
 */
const relay = `
const net = require('node:net');
const [ms, ...routes] = process.argv.slice(1);
const carry = (from, to) => {
  from.on('data', (data) => setTimeout(() => to.write(data), ms));
  from.on('end', () => setTimeout(() => to.end(), ms));
  from.on('close', () => setTimeout(() => to.destroy(), ms));
  from.on('error', () => {});
};
const servers = routes.map((route) => {
  const [port, host] = route.split('=');
  const server = net.createServer({ pauseOnConnect: true, allowHalfOpen: true }, (near) => setTimeout(() => {
    const far = net.connect({ port: 22, host, allowHalfOpen: true });
    carry(near, far);
    carry(far, near);
    near.resume();
  }, 2 * ms));
  return new Promise((resolve) => server.listen(Number(port), '127.0.0.1', resolve));
});
Promise.all(servers).then(() => console.log('ready'));
`;

const relayPorts = { a: 2201, b: 2202 } as const;

export interface SlowPath {
  /** Answers by which both hosts are reached over it. */
  readonly answers: AnswersOverrides;
  close(): Promise<void>;
}

/** A way to both hosts of a lab on which each packet takes `ms` longer, in each direction. */
export async function openSlowPath(lab: Lab, ms: number): Promise<SlowPath> {
  const names = ['a', 'b'] as const;
  const routes = names.map((name) => `${relayPorts[name]}=${lab.machines[name].ip}`);
  const words = ['netns', 'exec', namespaceOf(lab.id, 'op'), process.execPath, '-e', relay, String(ms), ...routes];
  const child = spawn('ip', words, { env: childEnvironment(), stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  await Promise.race([once(child.stdout, 'data'), ended]);
  if (child.exitCode !== null) throw new Error(`the relay ended with ${child.exitCode}`);
  for (const name of names) {
    await lab.operator.trustAlso(`[127.0.0.1]:${relayPorts[name]}`, await lab.machines[name].sshHostKey());
  }
  const nodes = names.map((name) => ({
    instance: ports[name].instance,
    ssh: { host: '127.0.0.1', port: relayPorts[name] },
  }));
  return {
    answers: { nodes },
    close: async () => {
      child.kill();
      await ended;
    },
  };
}
