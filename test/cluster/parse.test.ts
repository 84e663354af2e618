import { describe, expect, it } from 'vitest';
import { toSpec } from '../../src/cluster/defaults.js';
import { parseAnswers } from '../../src/cluster/parse.js';

const good = `version: 1
cluster: web
region: ap-beijing
mode: stable
vip: auto
eip: none
nodes:
  - instance: ins-aaaaaaa1
    ssh: { host: 10.0.1.17 }
  - instance: ins-aaaaaaa2
ssh:
  user: ubuntu
`;

const problemsOf = (text: string) => {
  const parsed = parseAnswers(text);
  return 'problems' in parsed
    ? parsed.problems.map(({ path, line, message }) => `${line ?? '-'} ${path}: ${message}`)
    : [];
};

describe('answers', () => {
  it('fill every default, and a node wins over the common ssh block', () => {
    const parsed = parseAnswers(good);
    if (!('answers' in parsed)) throw new Error(JSON.stringify(parsed.problems));
    const spec = toSpec(parsed.answers);
    expect(spec.nodes[0].ssh).toEqual({ host: '10.0.1.17', user: 'ubuntu' });
    expect(spec.nodes[1].ssh.host).toBe('private');
    expect(spec).toMatchObject({ failback: 30, hostCredentials: 'role', detection: 'standard' });
  });

  it.each([
    ['an unknown key', good.replace('region', 'regoin'), ['3 regoin: unknown key', '- region: missing']],
    ['a wrong type', good.replace('cluster: web', 'cluster: 7'), ['2 cluster: expected a string, found 7']],
    ['a wrong choice', good.replace('stable', 'fast'), ['4 mode: expected stable or preferred, found "fast"']],
    [
      'three nodes',
      `${good.replace('ssh:\n  user', '  - instance: ins-aaaaaaa3\nssh:\n  user')}`,
      ['7 nodes: expected exactly two nodes, found 3'],
    ],
    [
      'one node twice',
      good.replace('aaaaaaa2', 'aaaaaaa1'),
      ['10 nodes[1].instance: ins-aaaaaaa1 is named twice: a pair is two instances'],
    ],
    [
      'no preferred',
      good.replace('mode: stable', 'mode: preferred'),
      ['- preferred: missing: mode preferred needs the id of the preferred instance'],
    ],
    [
      'a foreign preferred',
      good.replace('mode: stable', 'mode: preferred\npreferred: ins-zzzzzzz1'),
      ['5 preferred: "ins-zzzzzzz1" is not one of the two nodes'],
    ],
    [
      'a VIP that is none',
      good.replace('auto', '10.0.1.300'),
      ['5 vip: expected auto or an IPv4 address of the subnet, found "10.0.1.300"'],
    ],
    [
      'a port out of range',
      good.replace('user: ubuntu', 'port: 70000'),
      ['12 ssh.port: expected a port number from 1 to 65535, found 70000'],
    ],
    [
      'a hostile value',
      good.replace('user: ubuntu', 'user: "a;reboot"'),
      ['12 ssh.user: expected a user name, found "a;reboot"'],
    ],
    [
      'two health checks',
      `${good}healthCheck: { tcp: 1, unit: x }`,
      [
        '13 healthCheck: expected exactly one of tcp: PORT, http: URL, unit: NAME, command: PATH, found {"tcp":1,"unit":"x"}',
      ],
    ],
    [
      'broken YAML',
      'version: [1',
      ['1 : not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]'],
    ],
    ['no map', '- 1', ['1 : expected keys such as "version: 1"']],
  ])('reports %s with its line', (_, text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
  });

  it('lists all missing keys of an empty file at once', () => {
    expect(problemsOf('{}')).toEqual(
      ['version', 'cluster', 'region', 'mode', 'vip', 'eip', 'nodes'].map((key) => `- ${key}: missing`),
    );
  });
});
