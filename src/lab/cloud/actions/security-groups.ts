import type { RuleRecord } from '../account.js';
import { ApiError, refusals } from '../api-error.js';
import { action } from '../context.js';
import { applyFilters, type FilterParam, page, verifyExclusive, verifyForm } from '../paging.js';

interface PolicySet {
  readonly Version?: string;
  readonly Ingress?: readonly RuleParam[];
  readonly Egress?: readonly RuleParam[];
}
type RuleParam = Partial<RuleRecord> & { readonly PolicyIndex?: number };

const groupForm = /^sg-[a-z0-9]{8}$/;
const protocols = ['TCP', 'UDP', 'ICMP', 'ICMPV6', 'GRE', 'ALL'];

function verifyRule(rule: RuleParam): RuleRecord {
  const { Action, Protocol = 'ALL', PolicyIndex: _index, ...rest } = rule;
  if (!protocols.includes(Protocol.toUpperCase())) throw refusals.malformed('Protocol', Protocol);
  if (Action !== 'ACCEPT' && Action !== 'DROP') throw refusals.malformed('Action', String(Action));
  return { ...rest, Protocol, Port: rest.Port ?? 'ALL', Action };
}

const known = ['Protocol', 'Port', 'CidrBlock', 'SecurityGroupId', 'Action'] as const;
const isSameRule = (one: RuleRecord, other: RuleRecord) =>
  known.every((field) => (one[field] ?? '').toUpperCase() === (other[field] ?? '').toUpperCase()) &&
  JSON.stringify([one.AddressTemplate, one.ServiceTemplate]) ===
    JSON.stringify([other.AddressTemplate, other.ServiceTemplate]);

const viewRules = (rules: readonly RuleRecord[]) =>
  rules.map((rule, index) => ({ PolicyIndex: index, PolicyDescription: '', ...rule }));

export const securityGroupActions = [
  action<{
    SecurityGroupIds?: readonly string[];
    Filters?: readonly FilterParam[];
    Offset?: string;
    Limit?: string;
  }>({
    service: 'vpc',
    name: 'DescribeSecurityGroups',
    limit: 100,
    perform: (params, { account }) => {
      verifyExclusive('SecurityGroupIds', params.SecurityGroupIds, params.Filters);
      for (const id of params.SecurityGroupIds ?? []) {
        verifyForm('SecurityGroupIds', id, groupForm);
        if (!account.groups.has(id)) throw refusals.notFound('security group', id);
      }
      const chosen = [...account.groups.values()].filter((one) => params.SecurityGroupIds?.includes(one.id) ?? true);
      const found = applyFilters(chosen, params.Filters, {
        'security-group-id': (one, values) => values.includes(one.id),
        'security-group-name': (one, values) => values.includes(one.name),
      });
      const set = page(found, params).map((one) => ({
        SecurityGroupId: one.id,
        SecurityGroupName: one.name,
        SecurityGroupDesc: '',
        ProjectId: '0',
        IsDefault: false,
      }));
      return { TotalCount: found.length, SecurityGroupSet: set };
    },
  }),
  action<{ SecurityGroupId: string; Filters?: readonly FilterParam[] }>({
    service: 'vpc',
    name: 'DescribeSecurityGroupPolicies',
    limit: 100,
    perform: ({ SecurityGroupId, Filters }, { account }) => {
      verifyForm('SecurityGroupId', SecurityGroupId, groupForm);
      if (Filters !== undefined) throw new ApiError('UnsupportedOperation', 'The stand-in has no filters here.');
      const group = account.groups.get(SecurityGroupId);
      if (group === undefined) throw refusals.notFound('security group', SecurityGroupId);
      return {
        SecurityGroupPolicySet: {
          Version: String(group.version),
          Ingress: viewRules(group.ingress),
          Egress: viewRules(group.egress),
        },
      };
    },
  }),
  action<{ SecurityGroupId: string; SecurityGroupPolicySet: PolicySet }>({
    service: 'vpc',
    name: 'CreateSecurityGroupPolicies',
    limit: 100,
    resources: ({ SecurityGroupId }) => [{ service: 'vpc', path: `sg/${SecurityGroupId}` }],
    perform: ({ SecurityGroupId, SecurityGroupPolicySet: set }, { account }) => {
      const group = account.groups.get(SecurityGroupId);
      if (group === undefined) throw refusals.notFound('security group', SecurityGroupId);
      if (set.Ingress !== undefined && set.Egress !== undefined) throw refusals.coexist('Ingress', 'Egress');
      if (set.Version !== undefined && set.Version !== String(group.version)) {
        throw new ApiError('UnsupportedOperation.VersionMismatch', `The version is ${group.version} now.`);
      }
      // New rules go before the others, where the first match decides, unless an index says otherwise.
      for (const [side, rules] of [['ingress', set.Ingress] as const, ['egress', set.Egress] as const]) {
        for (const rule of rules ?? []) {
          const record = verifyRule(rule);
          if (group[side].some((one) => isSameRule(one, record)))
            throw new ApiError('UnsupportedOperation.DuplicatePolicy', 'The same rule is in the group already.');
          group[side].splice(rule.PolicyIndex ?? 0, 0, record);
        }
      }
      group.version += 1;
      return {};
    },
  }),
];
