import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/checks/diagnosis/diagnose.js';
import { formatDiagnosis } from '../../src/checks/diagnosis/format.js';
import { patterns } from '../../src/checks/diagnosis/patterns.js';
import type { CheckFinding } from '../../src/checks/run.js';
import { diagnosis, diagnosisCodes } from '../../src/cluster/verify-result.js';
import { contextOf, healthyPair } from '../fakes/pair.js';
import { as } from '../fakes/view.js';

const [a, b] = ['ins-aaaaaaa1', 'ins-aaaaaaa2'] as const;
const found = (id: string, where: string, more: object = {}): CheckFinding =>
  as<CheckFinding>({ id, where, level: 'error', message: `${id} is wrong`, hint: `repair ${id}`, ...more });
const context = contextOf(healthyPair());
const judge = (...findings: readonly CheckFinding[]) => diagnose(findings, context);

describe('the likeliest cause', () => {
  it('is none while nothing is wrong', () => {
    expect(judge()).toBeUndefined();
    expect(judge(found('drills', 'pair', { level: 'unproven' }), found('ssh', a, { level: 'ok' }))).toBeUndefined();
  });

  it.each([
    [
      'a stopped keepalived explains the roles',
      [found('service.active', a), found('vrrp', a)],
      'keepalived-stopped',
      a,
    ],
    [
      'a refused configuration explains a keepalived that does not run',
      [found('service.active', b), found('config.test', b), found('files.drift', b)],
      'config-refused',
      b,
    ],
    [
      'a full disk explains files that are damaged',
      [found('files.damaged', b), found('disk', b, { level: 'warning' })],
      'disk-full',
      b,
    ],
    [
      'a disk that is filling up does not explain what is wrong elsewhere',
      [found('files.drift', a), found('disk', b, { level: 'warning' })],
      'files-changed',
      a,
    ],
    [
      'a clock explains refused credentials',
      [found('clock', a), found('api.credentials', a, { code: 'AuthFailure.SignatureExpire' })],
      'clock-off',
      a,
    ],
    ['no answer of the API', [found('api.credentials', a, { code: 'Network' })], 'host-offline', a],
    ['a refusal of it', [found('api.credentials', a, { code: 'permission' })], 'no-permission', a],
    ['another refusal', [found('api.credentials', a, { code: 'AuthFailure.TokenFailure' })], 'host-credentials', a],
    ['the operator', [found('cloud.api', 'cloud', { code: 'AuthFailure.SecretIdNotFound' })], 'operator-key', 'cloud'],
    ['the way to the API', [found('cloud.api', 'cloud', { code: 'Network' })], 'operator-offline', 'cloud'],
    ['anything else of the API', [found('cloud.api', 'cloud', { code: 'InternalError' })], 'api-refuses', 'cloud'],
    ['one unhealthy host', [found('hooks.unhealthy', a)], 'unhealthy', a],
    ['both unhealthy', [found('hooks.unhealthy', a), found('hooks.unhealthy', b)], 'unhealthy-everywhere', a],
    ['a frozen vip.py', [found('hooks.running', a, { code: 'frozen' })], 'hooks-frozen', a],
    ['a vip.py that is gone', [found('hooks.running', a, { code: 'gone' })], 'hooks-stopped', a],
    [
      'settings that the hooks cannot read',
      [found('hooks.running', a, { code: 'running' }), found('files.drift', a)],
      'files-changed',
      a,
    ],
    ['a masked unit', [found('service.active', a, { code: 'masked' })], 'keepalived-masked', a],
    ['a host that is held', [found('hooks.held', a, { level: 'warning' })], 'held', a],
    [
      'an error goes before a warning',
      [found('hooks.held', a, { level: 'warning' }), found('eip.bound', 'eip-1')],
      'eip-away',
      'eip-1',
    ],
    ['what no pattern knows', [found('quota', 'eni-1')], 'other', 'eni-1'],
  ] as const)('%s', (_, findings, code, where) => {
    expect(judge(...findings)).toMatchObject({ code, where });
  });

  it('says what it explains and what it does not', () => {
    const result = judge(found('service.active', a), found('vrrp', a), found('quota', 'eni-1'));
    expect(result).toMatchObject({
      explains: [
        { id: 'service.active', where: a },
        { id: 'vrrp', where: a },
      ],
      others: [{ id: 'quota', where: 'eni-1' }],
      on: null,
      command: 'ha-setup --answers web.yaml',
    });
    expect(diagnosis.parse(result)).toEqual(result);
    expect(formatDiagnosis(as(result)).map(({ text }) => text)).toEqual([
      'likeliest cause: keepalived does not run on ins-aaaaaaa1',
      '  → ha-setup --answers web.yaml',
      '  it explains 2 of 3 findings: service.active, vrrp',
      '  not explained by it: quota',
    ]);
  });

  it('keeps what one host shows from explaining what the other one does', () => {
    const { others } = judge(found('clock', a), found('api.credentials', b, { code: 'AuthFailure.X' })) ?? {};
    expect(others).toEqual([{ id: 'api.credentials', where: b }]);
  });

  it('names a command, or else the hint of what was found', () => {
    expect(judge(found('hooks.running', b, { code: 'gone' }))).toMatchObject({
      on: b,
      command: 'systemctl restart ha-setup-vip.service',
    });
    expect(judge(found('quota', 'eni-1'))).toMatchObject({ command: null, hint: 'repair quota' });
  });
});

describe('the table', () => {
  it('has a pattern for each code, and a repair or a hint for each pattern', () => {
    expect(new Set([...patterns.map(({ code }) => code), 'other'])).toEqual(new Set(diagnosisCodes));
    for (const pattern of patterns) {
      const [id = 'ssh'] = pattern.shownBy;
      const repair = pattern.repair(found(id, a), context);
      if (repair !== undefined) expect(repair.line.trim()).not.toBe('');
    }
  });

  it('has no pattern that an earlier one hides', () => {
    const hidden = patterns.filter((late, index) =>
      patterns
        .slice(0, index)
        .some(
          (early) =>
            early.codes === undefined &&
            early.beside === undefined &&
            !early.onBoth &&
            late.shownBy.every((id) => early.shownBy.includes(id)),
        ),
    );
    expect(hidden.map(({ code }) => code)).toEqual([]);
  });
});
