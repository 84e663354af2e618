import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextCommand } from '../../src/pair/next-command.js';

test('the program is named as it was started, and the answers file where it is not found by itself', () => {
  expect(nextCommand({ program: 'ha-setup', answers: 'ha-setup.yaml' }, 'verify')).toBe('ha-setup verify');
  expect(nextCommand({ program: 'ha-setup', answers: 'ha-setup.yaml' })).toBe('ha-setup --answers ha-setup.yaml');
  expect(nextCommand({ program: 'npx ha-setup', answers: 'web.yaml' }, 'switchover', '--release', 'ins-1')).toBe(
    'npx ha-setup switchover --release ins-1 --answers web.yaml',
  );
  expect(nextCommand({ program: 'ha-setup' }, 'plan')).toBe('ha-setup plan --answers FILE');
});

test('a shell reads the words as they are, whatever the file is called', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (name) => {
      fc.pre(!name.includes('\0'));
      const line = nextCommand({ program: "printf '%s|'", answers: name }, 'status');
      expect(execFileSync('sh', ['-c', line], { encoding: 'utf8' })).toBe(`status|--answers|${name}|`);
    }),
    { numRuns: 50 },
  );
});
