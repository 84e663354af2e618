import { expect, it } from 'vitest';
import { getAnswer, setAnswer } from '../../src/wizard/draft.js';

it('puts values at paths, through lists and mappings, and leaves what it was given alone', () => {
  const before = { nodes: [{ instance: 'a' }], mode: 'stable' };
  const after = setAnswer(before, 'nodes[1].instance', 'b');
  expect(after).toEqual({ nodes: [{ instance: 'a' }, { instance: 'b' }], mode: 'stable' });
  expect(before.nodes).toHaveLength(1);
  expect(setAnswer({}, 'ssh.port', 22)).toEqual({ ssh: { port: 22 } });
});

it('takes a value away, and its mapping with it once that is empty', () => {
  expect(setAnswer({ ssh: { port: 22, user: 'root' } }, 'ssh.port', undefined)).toEqual({ ssh: { user: 'root' } });
  expect(setAnswer({ ssh: { port: 22 }, mode: 'stable' }, 'ssh.port', undefined)).toEqual({ mode: 'stable' });
  expect(setAnswer({ mode: 'stable' }, 'preferred', undefined)).toEqual({ mode: 'stable' });
});

it('finds nothing where nothing is', () => {
  expect(getAnswer({ nodes: [{}] }, 'nodes[0].eni')).toBeUndefined();
  expect(getAnswer({}, 'nodes[1].instance')).toBeUndefined();
  expect(getAnswer({ ssh: 'x' }, 'ssh.user')).toBeUndefined();
});
