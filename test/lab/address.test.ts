import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Lab, startLab } from '../../src/lab/lab.js';
import { describeLab } from './needs-lab.js';
import { hostTraces, owners } from './product.js';
import { Terminal } from './terminal.js';

const subnet = 'subnet-lab00001';

describeLab('an address that something else in the cloud has', () => {
  let lab: Lab;
  let answers: string;
  beforeAll(async () => {
    lab = await startLab();
    answers = await lab.answers();
    await lab.cloud.change({ kind: 'occupy', address: '10.0.1.254', subnet, type: 'CLB', id: 'lb-lab00001' });
  });
  afterAll(() => lab?.close());

  const run = async (file: string, ...args: readonly string[]) => {
    const { code, stdout, stderr } = await lab.run([...args, '--answers', file, '--no-color']);
    return { code, text: `${stdout}${stderr}` };
  };
  const setUp = (file: string) => run(file, '--yes', '--no-drill');

  it('is refused at the question, by name, and auto names the address that it would take instead', async () => {
    const terminal = await Terminal.open(
      lab.operator.command(['--answers', await lab.answers({ vip: undefined, eip: undefined })]),
      { columns: 80, rows: 40, env: lab.operator.environment({ TERM: 'xterm-256color' }), cwd: lab.operator.home },
    );
    try {
      const question = await terminal.answer('Which address is the VIP?', 'Down', 'Enter');
      expect(question).toMatch(/❯ auto {5}10\.0\.1\.253, the subnet's highest free address/);
      await terminal.answer('The VIP', '10.0.1.254', 'Enter');
      await terminal.until(/the VIP 10\.0\.1\.254 is in use by lb-lab00001 \(CLB\)/);
    } finally {
      await terminal.close();
    }
  });

  it('is refused before the plan where a file names it, and nothing is ordered', async () => {
    await lab.cloud.clearCalls();
    const { code, text } = await setUp(await lab.answers({ vip: '10.0.1.254', eip: 'allocate' }));
    expect(code).toBe(2);
    expect(text).toContain('the VIP 10.0.1.254 is in use by lb-lab00001 (CLB)');
    expect(text).toContain('set vip to auto or to a free address of 10.0.1.0/24');
    expect((await lab.cloud.mutations()).filter(({ code: outcome }) => outcome === 'ok')).toEqual([]);
  });

  it('orders nothing that costs money while the VIP may still be refused', async () => {
    await lab.cloud.clearCalls();
    await lab.cloud.set({ faults: [{ action: 'AssignPrivateIpAddresses', effect: { code: 'LimitExceeded' } }] });
    const { code, text } = await setUp(await lab.answers({ eip: 'allocate' }));
    expect(code).toBe(1);
    expect(text).not.toContain('billed');
    expect((await lab.cloud.calls()).map(({ action }) => action)).not.toContain('AllocateAddresses');
    await lab.cloud.set({ faults: [] });
  });

  it('names the EIP that is billed where a run fails after it was allocated, and how to give it back', async () => {
    await lab.cloud.set({ faults: [{ action: 'AssociateAddress', effect: { code: 'InvalidAddressId.Blocked' } }] });
    const file = await lab.answers({ eip: 'allocate' });
    const { code, text } = await setUp(file);
    expect(code).toBe(1);
    const [eip] = (await lab.cloud.record()).eips;
    expect(text).toContain(`The EIP ${eip?.id} (${eip?.ip}) was allocated and is billed for as long as it exists.`);
    expect(text).toContain(`To give it back: ha-setup uninstall --eip release --answers ${file}`);
    await lab.cloud.set({ faults: [] });
    const released = await run(file, 'uninstall', '--yes', '--vip', 'remove', '--eip', 'release');
    expect(released.code, released.text).toBe(0);
    expect((await lab.cloud.record()).eips).toEqual([]);
    expect(Object.values(await hostTraces(lab)).join('')).not.toContain('/etc/keepalived');
  });

  it('is left by auto once it belongs to something else, and the run says so', async () => {
    expect(await setUp(answers)).toMatchObject({ code: 0 });
    expect(await lab.cloud.owner('10.0.1.253')).toBeDefined();
    // The console: the address is freed, and a database gets it at once.
    await lab.cloud.change(
      { kind: 'occupy', address: '10.0.1.253', subnet, type: 'CDB', id: 'cdb-lab00001' },
      { kind: 'unassign', address: '10.0.1.253' },
    );
    const verified = await run(answers, 'verify');
    expect(verified.code).toBe(4);
    expect(verified.text).toContain('10.0.1.253 is in use by cdb-lab00001 (CDB): this pair gets none of its packets');
    const { code, text } = await setUp(answers);
    expect(code, text).toBe(0);
    expect(text).toContain("the pair's VIP so far, 10.0.1.253, is in use by cdb-lab00001 (CDB) now");
    expect(text).toContain('the run changes the VIP to 10.0.1.252');
    const held = await owners(lab, '10.0.1.252');
    expect(held.nic).toEqual([held.cloud]);
    expect(await run(answers, 'verify')).toMatchObject({ code: 0 });
  });
});
