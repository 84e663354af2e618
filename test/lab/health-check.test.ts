import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Lab, startLab } from '../../src/lab/lab.js';
import { describeLab } from './needs-lab.js';
import { hostTraces } from './product.js';

/** A service of the host that listens on a port, by what every host has: systemd's own socket units. */
const listening = (name: string, port: number) => `cat >/etc/systemd/system/${name}.socket <<'X'
[Socket]
ListenStream=${port}
Accept=yes
X
cat >/etc/systemd/system/${name}@.service <<'X'
[Service]
ExecStart=/bin/sh -c 'read -r line; printf "HTTP/1.0 200 OK\\\\r\\\\n\\\\r\\\\nwell\\\\n"'
StandardInput=socket
X
systemctl daemon-reload && systemctl start ${name}.socket`;

describeLab('a health check that cannot pass', () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await startLab();
  });
  afterAll(() => lab?.close());

  const run = async (healthCheck: object | undefined, ...args: readonly string[]) => {
    const answers = await lab.answers({ healthCheck });
    const { code, stdout, stderr } = await lab.run([...args, '--answers', answers, '--no-color']);
    return { code, text: `${stdout}${stderr}` };
  };
  const on = (name: 'a' | 'b', script: string) => lab.machines[name].exec(['sh', '-c', script]);

  it.each([
    [
      { unit: 'nothing.service' },
      'the health check (unit nothing.service) fails there: unit nothing.service is not active',
    ],
    [{ tcp: 3306 }, 'the health check (tcp 3306) fails there: nothing listens on port 3306'],
    [{ command: '/bin/false' }, 'the health check (command /bin/false) fails there: the command /bin/false failed'],
    [{ command: '/bin/nothing' }, 'the command of the health check does not exist there: /bin/nothing'],
  ])('is refused before the plan, with what it answered: %j', async (check, says) => {
    const { code, text } = await run(check, '--yes', '--no-drill');
    expect(code, text).toBe(2);
    for (const host of ['ins-labnode1', 'ins-labnode2']) expect(text).toContain(`${host}: ${says}`);
    expect(text.match(/ → /g)).toHaveLength(2);
    expect(Object.values(await hostTraces(lab)).join('')).toBe('');
  });

  it('is a warning where a URL cannot be tried yet, for want of python3', async () => {
    const { text } = await run({ http: 'http://127.0.0.1:8080/' }, 'plan');
    expect(text).toContain('cannot be tried before python3 is installed there');
  });

  it('passes where what it asks for is there, on a host without python3 too, and the pair is proven', async () => {
    for (const name of ['a', 'b'] as const) expect((await on(name, listening('shop', 3306))).code).toBe(0);
    const { code, text } = await run({ tcp: 3306 }, '--yes');
    expect(code, text).toBe(0);
    expect(text).toContain('graceful');
  });

  it('is a warning before a run where the standby of a running pair fails it', async () => {
    const { nodes } = JSON.parse((await lab.run(['status', '--json', '--answers', await lab.answers()])).stdout) as {
      nodes: { node: 'a' | 'b'; nic: boolean; instance: string }[];
    };
    const standby = nodes.find(({ nic }) => !nic);
    if (standby === undefined) throw new Error('nobody stands by');
    await on(standby.node, 'systemctl stop shop.socket');
    const { code, text } = await run({ tcp: 3306 }, 'plan');
    expect(code, text).toBe(0);
    expect(text).toMatch(new RegExp(`warning: ${standby.instance}: the health check \\(tcp 3306\\) fails there`));
    await on(standby.node, 'systemctl start shop.socket');
  });

  it('changes nothing on a running pair where a new one fails on both', async () => {
    await lab.cloud.clearCalls();
    const { code, text } = await run({ unit: 'nothing.service' }, '--yes');
    expect(code).toBe(2);
    expect(text).toContain('the health check (unit nothing.service) fails there');
    expect((await lab.cloud.mutations()).filter(({ action }) => action === 'MigratePrivateIpAddress')).toEqual([]);
  });

  it('starts no failover while the other host is unfit, and a time-out says why', async () => {
    const answers = await lab.answers({ healthCheck: { tcp: 3306 } });
    const owner = await lab.cloud.owner('10.0.1.254');
    const [standby, active] = owner === 'eni-labnode1' ? (['b', 'a'] as const) : (['a', 'b'] as const);
    await on(standby, 'systemctl stop shop.socket');
    const { code, stdout, stderr } = await lab.run(['--yes', '--drill', '--answers', answers, '--no-color']);
    expect(code).toBe(4);
    expect(stdout + stderr).toMatch(/no failover was started: \S+ could not take over:\s+.*3306/);
    expect(await lab.cloud.owner('10.0.1.254')).toBe(owner);
    expect((await on(active, 'systemctl is-active keepalived')).stdout.trim()).toBe('active');
  });
});
