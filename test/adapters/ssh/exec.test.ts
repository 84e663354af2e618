import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import ssh2, { type ServerChannel } from 'ssh2';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ConnectedHost, connectHost } from '../../../src/adapters/ssh/connect.js';
import { Questions } from '../../../src/adapters/ssh/questions.js';
import { newPrivateKey } from './new-key.js';

/** A server that misbehaves as a real sshd would not; commands are root's `id -u` at first, then the test's own. */
let server: InstanceType<typeof ssh2.Server>;
let home: string;
let host: ConnectedHost;
let onCommand: (channel: ServerChannel, command: string) => void;
const commands: string[] = [];

beforeEach(async () => {
  home = mkdtempSync(`${tmpdir()}/ha-setup-exec-`);
  onCommand = (channel) => {
    channel.write('0\n');
    channel.exit(0);
    channel.end();
  };
  server = new ssh2.Server({ hostKeys: [newPrivateKey()] }, (client) => {
    client.on('error', () => undefined);
    client.on('authentication', (attempt) =>
      attempt.method === 'password' ? attempt.accept() : attempt.reject(['password']),
    );
    client.on('session', (accept) =>
      accept().on('exec', (acceptExec, _reject, { command }) => {
        commands.push(command);
        const channel = acceptExec();
        const mark = /ha-setup-[0-9a-f]{16}/.exec(command)?.[0];
        channel.write(`noise of .bashrc${mark}\n`);
        channel.stderr.write(`more noise\n${mark}\n`);
        onCommand(channel, command);
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const ssh = { host: '127.0.0.1', port, user: 'root', hostKeys: 'accept-new' as const };
  const questions = new Questions({ HA_SETUP_SSH_PASSWORD: 'any' }, undefined);
  host = await connectHost({
    node: 'a',
    label: 'ins-labnode1',
    ssh,
    home,
    env: {},
    systemFolder: home,
    questions,
    onWarning: () => undefined,
  });
});

afterEach(async () => {
  await host.close();
  await new Promise((resolve) => server.close(resolve));
  rmSync(home, { recursive: true });
});

test('a channel that closes without an exit status is no success', async () => {
  onCommand = (channel) => {
    channel.write('looks well\n');
    channel.close();
  };
  await expect(host.run(['true'])).rejects.toMatchObject({
    kind: 'lost',
    message: 'the channel closed before the command ended: true',
  });
});

test('a signal is 128 and its number', async () => {
  onCommand = (channel) => {
    channel.exit('TERM');
    channel.end();
  };
  expect(await host.run(['true'])).toMatchObject({ code: 143 });
});

test('a command that the server will not start is a refusal that names the command’s host', async () => {
  onCommand = (channel) => channel.destroy();
  await expect(host.run(['true'])).rejects.toMatchObject({
    name: 'HostError',
    where: expect.stringContaining('ins-labnode1'),
  });
});

test('characters that are cut between two packets come out whole', async () => {
  const bytes = Buffer.from('é😀\n'.repeat(50));
  onCommand = (channel) => {
    for (const byte of bytes) channel.write(Buffer.from([byte]));
    channel.stderr.write('end\n');
    channel.exit(0);
    channel.end();
  };
  const lines: string[] = [];
  const result = await host.run(['true'], { onLine: (line) => lines.push(line) });
  expect(result).toEqual({ code: 0, stdout: bytes.toString(), stderr: 'end\n' });
  expect(lines.filter((line) => line === 'é😀')).toHaveLength(50);
});

test('only root’s check and the command itself are sent', async () => {
  commands.length = 0;
  await host.run(['ls', '/etc']);
  expect(commands).toEqual([expect.stringMatching(/ timeout -k 5 61 ls \/etc'$/)]);
});
