import { stringify } from 'yaml';
import type { Answers } from './answers.js';

/** Answers as a file that reads like the one in the README; secrets are no part of them. */
export function renderAnswers({
  version,
  cluster,
  region,
  mode,
  preferred,
  failback,
  vip,
  eip,
  ...rest
}: Answers): string {
  const ordered = { version, cluster, region, mode, preferred, failback, vip, eip, ...rest };
  const given = Object.fromEntries(Object.entries(ordered).filter(([, value]) => value !== undefined));
  return `# yaml-language-server: $schema=node_modules/ha-setup/dist/answers.schema.json\n${stringify(given)}`;
}
