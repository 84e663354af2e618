import { describe, expect, it } from 'vitest';
import { findProblem, parseAnswers } from '../../src/cluster/parse.js';
import { goodAnswers, problemsOf } from './good-answers.js';

function specOf(text: string) {
  const parsed = parseAnswers(text);
  if (!('spec' in parsed)) throw new Error(problemsOf(text).join('\n'));
  return parsed;
}

describe('answers', () => {
  it('become a spec with every default, in which a node wins over the common ssh block', () => {
    const { spec } = specOf(goodAnswers);
    expect(spec).toEqual({
      cluster: 'web',
      region: 'ap-beijing',
      mode: 'stable',
      failback: 30,
      vip: 'auto',
      eip: 'none',
      nodes: [
        { name: 'a', instance: 'ins-aaaaaaa1', ssh: { host: '10.0.1.17', user: 'ubuntu' } },
        { name: 'b', instance: 'ins-aaaaaaa2', ssh: { host: 'private', user: 'ubuntu' } },
      ],
      hostCredentials: 'role',
      mechanism: 'migrate',
      detection: 'standard',
      api: { domain: 'tencentcloudapi.com' },
    });
  });

  it('stay as they were written, without the defaults, for the file that is saved', () => {
    const { answers } = specOf(goodAnswers);
    expect(Object.keys(answers)).toEqual(['version', 'cluster', 'region', 'mode', 'vip', 'eip', 'nodes', 'ssh']);
  });

  it('may use anchors and aliases', () => {
    const text = goodAnswers
      .replace('ssh: { host: 10.0.1.17 }', 'ssh: &way { port: 2222 }')
      .replace('aaaaaaa2', 'aaaaaaa2\n    ssh: *way');
    expect(specOf(text).spec.nodes.map(({ ssh }) => ssh.port)).toEqual([2222, 2222]);
    expect(problemsOf(text.replace('2222', '0'))).toEqual([
      '9 nodes[0].ssh.port: expected a port number from 1 to 65535, found 0',
      '9 nodes[1].ssh.port: expected a port number from 1 to 65535, found 0',
    ]);
  });

  it('lists all missing keys of an empty file at once', () => {
    expect(problemsOf('{}')).toEqual(
      ['version', 'cluster', 'region', 'mode', 'vip', 'eip', 'nodes'].map((key) => `- ${key}: missing`),
    );
  });

  it('reports what is wrong with single keys and what contradicts together', () => {
    const text = goodAnswers
      .replace('stable', 'preferred')
      .replace('vip: auto', 'vip: 7')
      .replace('aaaaaaa2', 'aaaaaaa1');
    expect(problemsOf(text)).toEqual([
      '5 vip: expected auto, an IPv4 address of the subnet, or the id of a HAVIP such as havip-aaaaaaa1, found 7',
      '10 nodes[1].instance: expected another instance than the first node has, found "ins-aaaaaaa1"',
      '- preferred: missing: mode preferred needs the id of the preferred instance',
    ]);
  });
});

describe('one answer among others that are missing', () => {
  it.each([
    [{ region: 'ap-beijing' }, 'region', undefined],
    [{ region: 'beijing?' }, 'region', 'expected a region such as ap-beijing, found "beijing?"'],
    [{ healthCheck: { tcp: 3306 } }, 'healthCheck', undefined],
    [
      { healthCheck: { tcp: 'mysql' } },
      'healthCheck',
      'expected a port number from 1 to 65535, such as 3306, found "mysql"',
    ],
    [{}, 'vip', 'missing'],
  ])('%j: %s', (raw, key, problem) => {
    expect(findProblem(raw, key)).toBe(problem);
  });
});
