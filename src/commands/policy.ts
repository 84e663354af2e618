import type { PolicyOptions } from '../cli/policy.js';
import type { EniId } from '../cluster/ids.js';
import { hostPolicy, operatorPolicy } from '../cluster/policy.js';
import type { ClusterSpec } from '../cluster/spec.js';
import { PreflightError } from '../errors.js';
import { surveyCloud } from '../facts/survey.js';
import { locate } from '../facts/topology.js';
import { readSpec } from './answers.js';
import type { Toolbox } from './toolbox.js';

/** Prints the least CAM policy, ready to paste: for the hosts, or for the person who runs ha-setup. */
export async function printPolicy(
  options: PolicyOptions & { readonly answers: string },
  toolbox: Toolbox,
  write: (text: string) => void,
): Promise<void> {
  const spec = await readSpec(options.answers, toolbox);
  const subject = { region: spec.region, enis: await findEnis(spec, toolbox), eip: spec.eip !== 'none' };
  const policy = options.operator ? operatorPolicy(subject) : hostPolicy(subject);
  write(`${JSON.stringify(policy, null, 2)}\n`);
}

/** The ENIs of the answers; the API is asked only for those that the answers leave to it. */
async function findEnis(spec: ClusterSpec, toolbox: Toolbox): Promise<readonly EniId[]> {
  const given = spec.nodes.flatMap(({ eni }) => eni ?? []);
  if (given.length === spec.nodes.length) return given;
  const { inventory } = await surveyCloud(await toolbox.connectCloud(spec), spec);
  return spec.nodes.map((node) => {
    const { eni } = locate(node, inventory);
    if (eni !== undefined) return eni.id;
    throw new PreflightError(`${node.instance} has no primary ENI in ${spec.region}`, {
      where: node.instance,
      hint: 'check region and nodes[].instance, or name nodes[].eni in the answers: then no API is asked',
    });
  });
}
