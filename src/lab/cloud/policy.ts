import type { Permission } from './config.js';

/** A policy as a person pastes it into Cloud Access Management. */
export interface PolicyDocument {
  readonly version: string;
  readonly statement: readonly {
    readonly effect: string;
    readonly action: readonly string[];
    readonly resource: readonly string[];
  }[];
}

/** What a policy allows. Throws Error on what the stand-in does not know: another version, a denial, a malformed resource. */
export function readPolicy({ version, statement }: PolicyDocument, uin: string): readonly Permission[] {
  if (version !== '2.0') throw new Error(`a policy of version ${version}`);
  return statement.flatMap(({ effect, action, resource }) => {
    if (effect !== 'allow') throw new Error(`a statement with the effect ${effect}`);
    return action.flatMap((name) => resource.map((one) => ({ action: name, resource: completeResource(one, uin) })));
  });
}

/** qcs:project:service:region:account:resource, where an empty account is the one of the policy's maker. */
function completeResource(resource: string, uin: string): string {
  if (resource === '*') return resource;
  const parts = resource.split(':');
  if (parts.length !== 6 || parts[0] !== 'qcs')
    throw new Error(`the resource ${resource} has not the six parts of one`);
  return parts.map((part, index) => (index === 4 && part === '' ? `uin/${uin}` : part)).join(':');
}
