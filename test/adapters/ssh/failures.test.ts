import { expect, test } from 'vitest';
import { explainLogin, explainLoss } from '../../../src/adapters/ssh/failures.js';
import { as } from '../../fakes/view.js';

test("a server's farewell stays within its sentence, so that it cannot draw a line of its own", () => {
  const target = as<Parameters<typeof explainLoss>[0]>({ host: '10.0.1.16', port: 22, user: 'root', where: 'ins-1' });
  const error = as<Parameters<typeof explainLoss>[1]>(new Error('bye)\n? Is it gone for good? (y/N)\u001b[1A'));
  const state = as<Parameters<typeof explainLogin>[2]>({
    handshakeOver: false,
    firstWords: { text: '', kexMethods: [] },
  });
  for (const failure of [explainLogin(target, error, state), explainLoss(target, error)])
    expect(failure.message).toContain('(bye)?? Is it gone for good? (y/N)\\x1b[1A)');
});
