import { mechanismOf } from './mechanisms.js';
import { allow, eipOf, onEips, type PolicySubject, resource, type Statement } from './statement.js';

/** A policy as Cloud Access Management takes it. */
export interface Policy {
  readonly version: '2.0';
  readonly statement: readonly Statement[];
}

/** The least that the hooks need: for the role of both hosts, or the user of their key. Describe calls take no resource. */
export function hostPolicy(subject: PolicySubject): Policy {
  return { version: '2.0', statement: mechanismOf(subject).hostStatements(subject) };
}

/** What the person needs who runs ha-setup: the wizard, set-up, verify, switchover and uninstall. */
export function operatorPolicy(subject: PolicySubject): Policy {
  const hasEip = subject.eip !== undefined;
  const groups = subject.groups.flatMap((id) =>
    (['cvm', 'vpc'] as const).map((service) => resource(subject, service, `sg/${id}`)),
  );
  return {
    version: '2.0',
    statement: [
      allow([
        ...['cvm:DescribeInstances', 'cvm:DescribeRegions', 'vpc:DescribeSubnets'],
        ...['vpc:DescribeNetworkInterfaces', 'vpc:DescribeNetworkInterfaceLimit', 'vpc:DescribeUsedIpAddress'],
        ...['vpc:DescribeSecurityGroupPolicies', ...onEips('DescribeAddresses', 'DescribeNetworkAccountType')],
        // There is no resource to name before it exists.
        ...(hasEip ? onEips('AllocateAddresses') : []),
      ]),
      ...mechanismOf(subject).operatorStatements(subject),
      ...(hasEip ? [allow(onEips('ReleaseAddresses'), eipOf(subject))] : []),
      ...(groups.length > 0 ? [allow(['vpc:CreateSecurityGroupPolicies'], groups)] : []),
    ],
  };
}

/** What a policy may have to leave without an id. */
export type OpenKind = 'eni' | 'eip' | 'havip';

/** The printed policy's lines that name everything of a kind, for want of an id: their numbers from 1, and their kind. */
export function findOpenLines(text: string): readonly { readonly line: number; readonly kind: OpenKind }[] {
  return text.split('\n').flatMap((content, index) => {
    const kind = /(eni|eip|havip)\/\*"/.exec(content)?.[1] as OpenKind | undefined;
    return kind === undefined ? [] : [{ line: index + 1, kind }];
  });
}
