import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hostPolicy, operatorPolicy, type Policy, type PolicySubject } from '../../src/cluster/policy.js';
import { renderHooks } from '../../src/operations/templates.js';
import { as } from '../fakes/view.js';

const subject = as<PolicySubject>({ region: 'ap-beijing', enis: ['eni-aaaaaaa1', 'eni-aaaaaaa2'], eip: true });
const actions = ({ statement }: Policy) => statement.flatMap(({ action }) => action.map((one) => one.split(':')[1]));

describe('the policy of the hosts', () => {
  it('names every call that vip.py makes, and no other', () => {
    const hooks = renderHooks();
    const called = [...hooks.matchAll(/api\.(?:read|write)\('(\w+)'/g)].map(([, name]) => name);
    expect(new Set(actions(hostPolicy(subject)))).toEqual(new Set(called));
  });

  it('moves addresses between these two ENIs alone', () => {
    const move = hostPolicy(subject).statement.find(({ action }) => action.includes('vpc:MigratePrivateIpAddress'));
    expect(move?.resource).toEqual(['qcs::vpc:ap-beijing::eni/eni-aaaaaaa1', 'qcs::vpc:ap-beijing::eni/eni-aaaaaaa2']);
  });

  it('grants nothing on EIPs to a pair that has none', () => {
    const without = { ...subject, eip: false };
    expect(actions(hostPolicy(without)).filter((name) => /Addresses$|ociateAddress$/.test(name ?? ''))).toEqual([
      'AssignPrivateIpAddresses',
    ]);
    expect(actions(operatorPolicy(without))).not.toContain('AllocateAddresses');
  });
});

describe('the policy of the operator', () => {
  it('names every call that ha-setup makes, but for the proof of what the hosts may do', () => {
    const folder = new URL('../../src/adapters/tencent/', import.meta.url);
    const source = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'));
    const called = source.flatMap((text) =>
      [...text.matchAll(/\b(?:vpc|cvm|sts)\.([A-Z]\w+)\(/g)].map(([, name]) => name),
    );
    const hostsOnly = ['MigratePrivateIpAddress', 'DescribeVpcTaskResult', 'DescribeTaskResult'];
    const wanted = new Set(called.filter((name) => name !== undefined && !hostsOnly.includes(name)));
    expect(new Set(actions(operatorPolicy(subject)))).toEqual(wanted);
  });
});
