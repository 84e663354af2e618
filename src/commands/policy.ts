import { checkSecurityGroups } from '../checks/security-groups.js';
import type { PolicyOptions } from '../cli/policy.js';
import type { ClusterSpec } from '../cluster/spec.js';
import { CloudError, PreflightError } from '../errors.js';
import type { CloudFacts } from '../facts/survey.js';
import { findEip, locate } from '../facts/topology.js';
import { findHaVip } from '../mechanism/havip.js';
import { findOpenLines, hostPolicy, type OpenKind, operatorPolicy } from '../mechanism/policy.js';
import type { PolicySubject } from '../mechanism/statement.js';
import { surveyCloud } from '../mechanism/survey.js';
import { listed } from '../messages/lists.js';
import { say } from '../messages/say.js';
import { readSpec } from './answers.js';
import type { Toolbox } from './toolbox.js';

/** Where the policy goes, and what is to be said beside it: the policy alone is there to be pasted. */
interface Pages {
  policy(text: string): void;
  note(text: string): void;
}

/** Prints the least CAM policy, for any pair where there is no answers file, ready to paste: for the hosts, or for the person who runs ha-setup. */
export async function printPolicy(
  options: Pick<PolicyOptions, 'answers' | 'operator'>,
  toolbox: Toolbox,
  pages: Pages,
): Promise<void> {
  const spec = options.answers === undefined ? undefined : await readSpec(options.answers, toolbox);
  const subject = spec === undefined ? anyPair : await describeSubject(spec, options.operator, toolbox, pages);
  if (spec?.hostCredentials === 'none' && !options.operator) pages.note(`${say.havip.needsNoPolicy}\n`);
  const text = JSON.stringify(options.operator ? operatorPolicy(subject) : hostPolicy(subject), null, 2);
  pages.policy(`${text}\n`);
  for (const line of adviceOn(text, subject)) pages.note(`${line}\n`);
}

const anyPair: PolicySubject = { mechanism: 'migrate', instances: [], enis: [], eip: 'unknown', groups: [] };

/** The ids of the answers; the API is asked only for those that the answers leave to it, and only where there is a key. */
async function describeSubject(
  spec: ClusterSpec,
  operator: boolean,
  toolbox: Toolbox,
  pages: Pages,
): Promise<PolicySubject> {
  const { region, mechanism } = spec;
  const instances = spec.nodes.map(({ instance }) => instance);
  const named = spec.nodes.flatMap(({ eni }) => eni ?? []);
  // Which security groups lack a rule is the API's to say.
  const isWhole = named.length === spec.nodes.length && spec.eip !== 'allocate' && !operator;
  const cloud = isWhole ? undefined : await lookUp(spec, toolbox, pages);
  const enis = cloud === undefined ? (named.length === spec.nodes.length ? named : []) : findEnis(spec, cloud);
  const eip = spec.eip === 'allocate' ? cloud && findEip(spec, cloud.inventory)?.id : spec.eip;
  const groups = cloud === undefined ? [] : checkSecurityGroups(spec, cloud).flatMap(({ rule }) => rule?.group ?? []);
  const haVip = cloud && findHaVip(spec, cloud.inventory)?.id;
  return {
    ...{ mechanism, region, instances, enis, groups: [...new Set(groups)] },
    ...(haVip && { haVip }),
    ...(eip !== 'none' && { eip: eip ?? 'unknown' }),
  };
}

/** The cloud's record; undefined without a key, or with one that may not read it yet: the policy is there to be had first. */
async function lookUp(spec: ClusterSpec, toolbox: Toolbox, pages: Pages): Promise<CloudFacts | undefined> {
  if ((await toolbox.keys.operator()) === undefined) return undefined;
  try {
    return await surveyCloud(await toolbox.connectCloud(spec), spec);
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    pages.note(`${say.moves.policy.noIds({ error: error.message })}\n`);
    return undefined;
  }
}

function findEnis(spec: ClusterSpec, { inventory }: CloudFacts) {
  return spec.nodes.map((node) => {
    const { eni } = locate(node, inventory);
    if (eni !== undefined) return eni.id;
    throw new PreflightError(say.moves.policy.noEni({ instance: node.instance, region: spec.region }), {
      where: node.instance,
      hint: say.moves.policy.noEniHint,
    });
  });
}

/** What a person has to know before the text is pasted. */
function adviceOn(text: string, { eip }: PolicySubject): readonly string[] {
  const open = findOpenLines(text);
  const lines = (wanted: OpenKind) =>
    listed(open.filter(({ kind }) => kind === wanted).map(({ line }) => String(line)));
  return [
    ...(lines('eni') === '' ? [] : [say.moves.policy.openEnis({ lines: lines('eni') })]),
    ...(lines('eip') === '' ? [] : [say.moves.policy.openEips({ lines: lines('eip') })]),
    ...(lines('havip') === '' ? [] : [say.havip.everyHaVip({ lines: lines('havip') })]),
    ...(eip === undefined || open.length > 0 ? [] : [say.moves.policy.unbind]),
  ];
}
