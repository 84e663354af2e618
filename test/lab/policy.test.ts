import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PolicyDocument } from '../../src/lab/cloud/policy.js';
import { type Lab, startLab } from '../../src/lab/lab.js';
import { ports } from '../../src/lab/world.js';
import { describeLab } from './needs-lab.js';

const role = 'role:ha-setup-host';

/** The policy without one of its actions. */
function without({ version, statement }: PolicyDocument, action: string): PolicyDocument {
  const kept = statement.map((one) => ({ ...one, action: one.action.filter((name) => name !== action) }));
  expect(kept).not.toEqual(statement);
  return { version, statement: kept };
}

describeLab('policy', () => {
  let lab: Lab;
  let answers: string;
  let hosts: PolicyDocument;
  let operator: PolicyDocument;
  /** What the last policy came with, beside the text that is to be pasted. */
  let said: string;

  beforeAll(async () => {
    lab = await startLab({
      knobs: { landingMs: 300, assignMs: 100, eipMs: 100, eipFollowsVip: false },
      systems: { a: 'debian-ready', b: 'debian-ready' },
    });
    answers = await lab.answers({ eip: 'allocate' });
    hosts = await print();
    expect(said).toMatch(/Lines \d+, \d+ take in every EIP/);
    operator = await print('--operator');
  });
  afterAll(() => lab?.close());

  const print = async (...words: readonly string[]) => {
    const { code, stdout, stderr } = await lab.run(['policy', '--answers', answers, ...words]);
    expect(code, stderr).toBe(0);
    said = stderr;
    return JSON.parse(stdout) as PolicyDocument;
  };
  const grant = (of: string, policy: PolicyDocument) => lab.cloud.change({ kind: 'policy', of, policy });
  const run = async (...words: readonly string[]) => {
    const { code, stdout, stderr } = await lab.run([...words, '--answers', answers, '--yes']);
    return { code, said: stdout + stderr };
  };
  const refused = async () => (await lab.cloud.calls()).filter(({ code }) => code === 'UnauthorizedOperation');

  it('names the two ENIs and nothing else that a host may change', () => {
    const move = hosts.statement.find(({ action }) => action.includes('vpc:MigratePrivateIpAddress'));
    expect(move?.resource).toEqual(['qcs::vpc:ap-beijing::eni/eni-labnode1', 'qcs::vpc:ap-beijing::eni/eni-labnode2']);
  });

  it('without any one action of the operator, the plan fails and names it', async () => {
    for (const action of ['cvm:DescribeInstances', 'vpc:DescribeSubnets', 'vpc:DescribeNetworkInterfaces']) {
      await grant('operator', without(operator, action));
      const { code, said } = await run('plan');
      expect(code, action).toBe(2);
      expect(said).toContain(`lack the permission ${action}`);
    }
    const rest = ['NetworkInterfaceLimit', 'UsedIpAddress', 'SecurityGroupPolicies', 'Addresses'];
    for (const action of [...rest.map((name) => `vpc:Describe${name}`), 'cvm:DescribeAddresses']) {
      await grant('operator', without(operator, action));
      expect((await run('plan')).said, action).toContain(`lack the permission ${action}`);
    }
  });

  it('without any one action of the operator, the set-up fails and names it; what is done already stays done', async () => {
    await grant(role, hosts);
    const onEips = ['AllocateAddresses', 'AssociateAddress'].flatMap((name) => [`cvm:${name}`, `vpc:${name}`]);
    for (const action of ['vpc:AssignPrivateIpAddresses', ...onEips]) {
      await grant('operator', without(operator, action));
      const { code, said } = await run('--no-drill');
      expect(code, `${action}: ${said}`).not.toBe(0);
      expect(said, action).toContain(action.includes('Private') ? action.replace('vpc:', '') : action);
    }
    await lab.cloud.change({ kind: 'describe', address: '10.0.1.254', description: '' });
    const explicit = await lab.answers({ eip: 'allocate', vip: '10.0.1.254' });
    await grant('operator', without(operator, 'vpc:ModifyPrivateIpAddressesAttribute'));
    const { code, stderr } = await lab.run(['--answers', explicit, '--yes', '--no-drill']);
    expect(code).not.toBe(0);
    expect(stderr).toContain('vpc:ModifyPrivateIpAddressesAttribute');
    await lab.cloud.change({ kind: 'describe', address: '10.0.1.254', description: 'ha-setup-web' });
  });

  it('without any one action of the hosts, preflight names it', async () => {
    await grant('operator', operator);
    for (const action of ['DescribeNetworkInterfaces', 'MigratePrivateIpAddress']) {
      await grant(role, without(hosts, `vpc:${action}`));
      const { code, said } = await run('--no-drill');
      expect(code, said).toBe(2);
      expect(said).toContain(action);
    }
    for (const action of ['AssignPrivateIpAddresses', 'DescribeVpcTaskResult', 'AssociateAddress']) {
      await grant(role, without(hosts, `vpc:${action}`));
      expect((await run('plan')).said).not.toContain(action);
      expect((await run('--no-drill')).said, action).toContain(`lack the permission for ${action}: `);
    }
  });

  it('with exactly these two policies everything works: failing over for real, and an EIP that a move leaves behind', async () => {
    // Once the EIP is there, both are bound to it.
    [hosts, operator] = [await print(), await print('--operator')];
    const { eips: made } = await lab.cloud.record();
    const id = made.find(({ name }) => name === 'ha-setup-web')?.id;
    for (const { statement } of [hosts, operator]) {
      const bind = statement.find(({ action }) => action.includes('cvm:AssociateAddress'));
      expect(bind?.resource).toEqual(expect.arrayContaining([`qcs::cvm:ap-beijing::eip/${id}`]));
      expect(bind?.resource.filter((one) => one.includes('*'))).toEqual([]);
    }
    await grant(role, hosts);
    await grant('operator', operator);
    await lab.cloud.clearCalls();
    const { code, said } = await run('--drill');
    expect(code, said).toBe(0);
    const { eips } = await lab.cloud.record();
    expect(eips.find(({ name }) => name === 'ha-setup-web')).toMatchObject({ privateIp: '10.0.1.254' });
    // A refusal by nature proves a permission; a missing permission is another code.
    expect(await refused()).toEqual([]);
    const bound = (await lab.cloud.calls()).filter(
      ({ action, code: got }) => action === 'AssociateAddress' && got === 'ok',
    );
    expect(bound.length).toBeGreaterThan(0);
  });

  it.each(['DescribeAddresses', 'DisassociateAddress'])(
    'without %s the hooks say that they cannot bind the EIP',
    async (action) => {
      await grant(role, without(hosts, `vpc:${action}`));
      const { code, said } = await run('switchover');
      expect(code, said).toBe(0);
      const log = async () => {
        const logs = ['a', 'b'].map((name) => lab.machines[name as 'a'].exec(['cat', '/var/log/keepalived.log']));
        return (await Promise.all(logs)).map(({ stdout }) => stdout).join('');
      };
      await expect.poll(log, { timeout: 20_000 }).toMatch(new RegExp(`refused to bind the EIP: .*vpc:${action}`));
      await grant(role, hosts);
      const eipAt = async () => (await lab.cloud.record()).eips.find(({ name }) => name === 'ha-setup-web')?.eni;
      await expect.poll(eipAt, { timeout: 30_000 }).toBe(await lab.cloud.owner('10.0.1.254'));
    },
  );

  it('lets the operator take it all down, and no less would do', async () => {
    for (const action of ['DisassociateAddress', 'ReleaseAddresses', 'UnassignPrivateIpAddresses']) {
      await grant('operator', without(operator, `vpc:${action}`));
      const { code, said } = await run('uninstall', '--vip', 'remove', '--eip', 'release');
      expect(code, said).not.toBe(0);
      expect(said).toContain(`lack the permission vpc:${action}`);
    }
    await grant('operator', operator);
    const { code, said } = await run('uninstall', '--vip', 'remove', '--eip', 'release');
    expect(code, said).toBe(0);
  });

  describe('on a HAVIP', () => {
    beforeAll(async () => {
      await lab.cloud.set({ haVipLandMs: 300 });
      answers = await lab.answers({ mechanism: 'havip', eip: 'allocate' });
      hosts = await print();
      operator = await print('--operator');
      expect(said).toMatch(/Lines \d+, \d+ take in every HAVIP/);
      await grant(role, hosts);
    });
    const takeDown = () => run('uninstall', '--vip', 'remove', '--eip', 'release');

    it('gives the hosts one action, which changes nothing', () => {
      expect(hosts.statement.flatMap(({ action }) => action)).toEqual(['vpc:DescribeHaVips']);
    });

    it('without any one action of the operator, what needs it fails and names it; what is done already stays done', async () => {
      await grant('operator', without(operator, 'vpc:DescribeHaVips'));
      expect((await run('plan')).said).toContain('lack the permission vpc:DescribeHaVips');
      await grant('operator', without(operator, 'vpc:DescribeVpcLimits'));
      expect((await run('plan')).said).toContain('DescribeVpcLimits');
      for (const action of ['CreateHaVip', 'HaVipAssociateAddressIp', 'DescribeVpcTaskResult']) {
        await grant('operator', without(operator, `vpc:${action}`));
        const { code, said } = await run('--no-drill');
        expect(code, `${action}: ${said}`).not.toBe(0);
        expect(said).toContain(`lack the permission vpc:${action}`);
      }
    });

    it('without the one action of the hosts, preflight names it', async () => {
      await grant('operator', operator);
      await grant(role, without(hosts, 'vpc:DescribeHaVips'));
      const { code, said } = await run('--no-drill');
      expect(code, said).toBe(2);
      expect(said).toContain('vpc:DescribeHaVips');
    });

    it('with exactly these two policies everything works: failing over for real, and back', async () => {
      // The HAVIP and the EIP are there now, and the policy is bound to them.
      operator = await print('--operator');
      expect(said).not.toContain('take in every');
      await grant(role, hosts);
      await grant('operator', operator);
      await lab.cloud.clearCalls();
      const { code, said: told } = await run('--drill');
      expect(code, told).toBe(0);
      expect(await refused()).toEqual([]);
      const hostCalls = (await lab.cloud.calls()).filter(({ caller }) =>
        [ports.a.ip, ports.b.ip].includes(caller.source as typeof ports.a.ip),
      );
      expect(new Set(hostCalls.map(({ action }) => action))).toEqual(new Set(['DescribeHaVips']));
    });

    it('lets the operator take it all down, and no less would do', async () => {
      for (const action of ['HaVipDisassociateAddressIp', 'DeleteHaVip']) {
        await grant('operator', without(operator, `vpc:${action}`));
        const { code, said } = await takeDown();
        expect(code, said).not.toBe(0);
        expect(said).toContain(`lack the permission vpc:${action}`);
      }
      await grant('operator', operator);
      const { code, said } = await takeDown();
      expect(code, said).toBe(0);
      expect((await lab.cloud.record()).haVips).toEqual([]);
    });
  });
});
