import { expect, it } from 'vitest';
import type { VerifyResult } from '../../src/cluster/verify-result.js';
import type { Outcome } from '../../src/fleet/outcome.js';
import { details } from '../../src/fleet/verify.js';

const finding = {
  id: 'service.active',
  level: 'error',
  where: 'ins-aaaaaaa2',
  message: 'keepalived is stopped',
} as const;

const outcomeOf = (result: Partial<VerifyResult>) => ({ result }) as unknown as Outcome;

it('a pair that is not well ends with the likeliest cause and its one command', () => {
  const diagnosis = {
    ...{ cause: 'service-stopped', message: 'keepalived is stopped on ins-aaaaaaa2', on: 'ins-aaaaaaa2' },
    ...{
      command: 'systemctl start keepalived',
      explains: [{ id: 'service.active', where: 'ins-aaaaaaa2' }],
      others: [],
    },
  } as unknown as VerifyResult['diagnosis'];
  const lines = details(outcomeOf({ checks: [finding], diagnosis })).map(({ text }) => text);
  expect(lines.join('\n')).toContain('keepalived is stopped on ins-aaaaaaa2');
  expect(lines.at(-1)).toContain('systemctl start keepalived');
});

it('a pair without a diagnosis has its findings alone', () => {
  const lines = details(outcomeOf({ checks: [finding], diagnosis: null })).map(({ text }) => text);
  expect(lines.join('\n')).not.toContain('systemctl start');
});
