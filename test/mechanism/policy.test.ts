import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findOpenLines, hostPolicy, operatorPolicy, type Policy } from '../../src/mechanism/policy.js';
import type { PolicySubject } from '../../src/mechanism/statement.js';
import { renderHooks } from '../../src/operations/templates.js';
import { as } from '../fakes/view.js';

const subject = as<PolicySubject>({
  region: 'ap-beijing',
  mechanism: 'migrate',
  instances: ['ins-aaaaaaa1', 'ins-aaaaaaa2'],
  enis: ['eni-aaaaaaa1', 'eni-aaaaaaa2'],
  eip: 'eip-aaaaaaa1',
  groups: ['sg-aaaaaaa1'],
});
const { eip: _eip, ...withoutEip } = subject;
const anyPair: PolicySubject = { mechanism: 'migrate', instances: [], enis: [], eip: 'unknown', groups: [] };
const actions = ({ statement }: Policy) => statement.flatMap(({ action }) => action.map((one) => one.split(':')[1]));
const resourcesOf = ({ statement }: Policy, action: string) =>
  statement.filter((one) => one.action.includes(action)).flatMap(({ resource }) => resource);
const enis = ['qcs::vpc:ap-beijing::eni/eni-aaaaaaa1', 'qcs::vpc:ap-beijing::eni/eni-aaaaaaa2'];
const eips = ['qcs::cvm:ap-beijing::eip/eip-aaaaaaa1', 'qcs::vpc:ap-beijing::eip/eip-aaaaaaa1'];
const eipActions = /^(Allocate|Associate|Disassociate|Release|Describe)Address(es)?$/;

describe('the policy of the hosts', () => {
  it('names every call that vip.py makes, and no other', () => {
    const hooks = renderHooks('en');
    const called = [...hooks.matchAll(/api\.(?:read|write)\('(\w+)'/g)].map(([, name]) => name);
    const granted = (['migrate', 'havip'] as const).map((mechanism) => actions(hostPolicy({ ...subject, mechanism })));
    expect(granted.flat()).toEqual(expect.arrayContaining(called));
    expect(called).toEqual(expect.arrayContaining(granted[0] ?? []));
  });

  it('changes these two ENIs and this EIP alone', () => {
    const policy = hostPolicy(subject);
    for (const action of ['vpc:MigratePrivateIpAddress', 'vpc:AssignPrivateIpAddresses'])
      expect(resourcesOf(policy, action)).toEqual(enis);
    for (const action of ['cvm:AssociateAddress', 'vpc:AssociateAddress', 'cvm:DisassociateAddress'])
      expect(resourcesOf(policy, action)).toEqual([
        ...eips,
        ...enis,
        'qcs::cvm:ap-beijing::instance/ins-aaaaaaa1',
        'qcs::cvm:ap-beijing::instance/ins-aaaaaaa2',
      ]);
    const open = policy.statement.filter(({ resource }) => resource.some((one) => one.includes('*')));
    expect(open.flatMap(({ action }) => action).filter((action) => !/:Describe/.test(action))).toEqual([]);
  });

  it('grants nothing on EIPs to a pair that has none', () => {
    expect(actions(hostPolicy(withoutEip)).filter((name) => eipActions.test(name ?? ''))).toEqual([]);
    expect(actions(operatorPolicy(withoutEip))).not.toContain('AllocateAddresses');
  });
});

describe('both policies', () => {
  it.each([hostPolicy, operatorPolicy])('name each action on EIPs by both of its names: $name', (print) => {
    const granted = print(subject).statement.flatMap(({ action }) => action);
    const named = granted.map((one) => one.split(':')[1] ?? '').filter((name) => eipActions.test(name));
    expect(named.length).toBeGreaterThan(0);
    for (const name of named) expect(granted).toEqual(expect.arrayContaining([`cvm:${name}`, `vpc:${name}`]));
  });

  it.each([hostPolicy, operatorPolicy])('say which lines lack an id: $name', (print) => {
    const text = JSON.stringify(print(anyPair), null, 2);
    const open = findOpenLines(text);
    expect(new Set(open.map(({ kind }) => kind))).toEqual(new Set(['eni', 'eip']));
    const lines = text.split('\n');
    for (const { line, kind } of open) expect(lines[line - 1]).toContain(`${kind}/*"`);
    expect(findOpenLines(JSON.stringify(print(subject), null, 2))).toEqual([]);
  });
});

describe('the policy of the operator', () => {
  it('names every call that ha-setup makes, but for the proof of what the hosts may do', () => {
    const folder = new URL('../../src/adapters/tencent/', import.meta.url);
    const files = readdirSync(folder).filter((name) => name.endsWith('.ts'));
    const called = files
      .map((name) => readFileSync(new URL(name, folder), 'utf8'))
      .flatMap((text) => [...text.matchAll(/\b(?:vpc|cvm|sts)\.([A-Z]\w+)\(/g)].map(([, name]) => name));
    const hostsOnly = ['MigratePrivateIpAddress', 'DescribeVpcTaskResult', 'DescribeTaskResult'];
    const wanted = new Set(called.filter((name) => name !== undefined && !hostsOnly.includes(name)));
    const granted = (['migrate', 'havip'] as const).flatMap((mechanism) =>
      actions(operatorPolicy({ ...subject, mechanism })),
    );
    expect(new Set(granted.filter((name) => name !== undefined && !hostsOnly.includes(name)))).toEqual(wanted);
  });

  it('changes the pair’s own things alone', () => {
    const policy = operatorPolicy(subject);
    expect(resourcesOf(policy, 'vpc:ModifyPrivateIpAddressesAttribute')).toEqual(enis);
    expect(resourcesOf(policy, 'cvm:ReleaseAddresses')).toEqual(eips);
    const open = policy.statement.filter(({ resource }) => resource.some((one) => one.includes('*')));
    const changes = open.flatMap(({ action }) => action).filter((action) => !/:Describe/.test(action));
    expect(changes).toEqual(['cvm:AllocateAddresses', 'vpc:AllocateAddresses']);
  });

  it('adds rules to the groups that lack one, and to no other', () => {
    expect(resourcesOf(operatorPolicy(subject), 'vpc:CreateSecurityGroupPolicies')).toEqual([
      'qcs::cvm:ap-beijing::sg/sg-aaaaaaa1',
      'qcs::vpc:ap-beijing::sg/sg-aaaaaaa1',
    ]);
    expect(actions(operatorPolicy({ ...subject, groups: [] }))).not.toContain('CreateSecurityGroupPolicies');
  });
});
