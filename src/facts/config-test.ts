import { paths } from '../cluster/names.js';
import type { Fact } from './fact.js';

export interface ConfigTest {
  /** unsupported: keepalived is older than 2.0, or is not there. */
  readonly verdict: 'passed' | 'failed' | 'unsupported';
  /** What keepalived complained of; it may name a secret's line, never the secret. */
  readonly complaints: readonly string[];
}

/** An old keepalived would take -t for something else, so its help is asked first. */
const script = `keepalived --help 2>&1 | grep -q -- --config-test || exit 99
keepalived -t -f "$1" 2>&1`;

/** What `keepalived -t` says of the configuration in place. */
export const configTestFact: Fact<ConfigTest> = {
  key: 'configTest',
  argv: ['sh', '-c', script, 'sh', paths.config],
  parse: ({ code, stdout }) => ({
    verdict: code === 0 ? 'passed' : code === 99 ? 'unsupported' : 'failed',
    complaints: code === 0 || code === 99 ? [] : complaintsOf(stdout),
  }),
};

function complaintsOf(output: string): readonly string[] {
  const lines = output.split('\n').filter((line) => line.trim() !== '' && !/auth_pass/i.test(line));
  return lines.slice(0, 3);
}
