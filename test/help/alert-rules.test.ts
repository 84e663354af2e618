import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { alertRulesOf } from '../../src/help/alert-rules.js';
import { findSystemObstacle, readSystem } from '../../src/lab/prerequisites.js';
import { unpackProgram } from '../debian-program.js';

const topic = readFileSync(fileURLToPath(new URL('../../src/help/metrics.md', import.meta.url)), 'utf8');
const obstacle = findSystemObstacle(readSystem());

/** The figures of one host, each as promtool writes a series: its value at each minute. */
function host(instance: string, figures: Readonly<Record<string, string>>) {
  return Object.entries(figures).map(([name, values]) => {
    const [, metric = name, labels = ''] = /^(\w+)(?:\{(.*)\})?$/.exec(name) ?? [];
    return { series: `ha_setup_${metric}{cluster="web",instance="${instance}"${labels && `,${labels}`}}`, values };
  });
}

const minutes = 20;
/** Written each minute, just now. */
const beating = `0+60x${minutes}`;
const steady = (value: number) => `${value}x${minutes}`;
const well = {
  fit: steady(1),
  heartbeat_timestamp_seconds: beating,
  record_timestamp_seconds: beating,
  'vip_owner{owner="other"}': steady(0),
  'vip_owner{owner="none"}': steady(0),
  credentials_expiry_timestamp_seconds: `7200+60x${minutes}`,
};

const alerts = ['NoStandby', 'HookSilent', 'ApiRefused', 'VipOffPair', 'CredentialsEnd'].map(
  (name) => `HaSetup${name}`,
);

describe('the alert rules of the manual', () => {
  if (obstacle !== undefined && process.env['CI'] !== 'true') return it.skip(`[skipped: ${obstacle}]`, () => {});
  let promtool = '';
  let folder = '';

  beforeAll(() => {
    promtool = unpackProgram('prometheus', 'usr/bin/promtool');
    folder = mkdtempSync(join(tmpdir(), 'ha-setup-rules-'));
    writeFileSync(join(folder, 'ha-setup.rules.yml'), alertRulesOf(topic));
  }, 120_000);

  /** Which alerts fire after 15 minutes, by promtool's own evaluation. */
  function expectFiring(a: object, b: object | undefined, firing: readonly (readonly [string, object])[]) {
    const input = [...host('a:9100', { ...well, ...a }), ...(b === undefined ? [] : host('b:9100', { ...well, ...b }))];
    const rules = alertRulesOf(topic);
    const summaryOf = (name: string, labels: { cluster?: string; instance?: string }) =>
      (new RegExp(`${name}\\n[\\s\\S]*?summary: '(.*)'`).exec(rules)?.[1] ?? '')
        .replace('{{ $labels.cluster }}', labels.cluster ?? '')
        .replace('{{ $labels.instance }}', labels.instance ?? '');
    const tests = {
      rule_files: ['ha-setup.rules.yml'],
      evaluation_interval: '1m',
      tests: [
        {
          interval: '1m',
          input_series: input,
          alert_rule_test: alerts.map((alertname) => ({
            eval_time: '15m',
            alertname,
            exp_alerts: firing
              .filter(([name]) => name === alertname)
              .map(([name, labels]) => ({
                exp_labels: { severity: name.endsWith('End') ? 'warning' : 'critical', ...labels },
                exp_annotations: { summary: summaryOf(name, labels) },
              })),
          })),
        },
      ],
    };
    writeFileSync(join(folder, 'test.yml'), stringify(tests));
    const { status, stdout, stderr } = spawnSync(promtool, ['test', 'rules', 'test.yml'], { cwd: folder });
    expect(status, `${stdout}\n${stderr}`).toBe(0);
  }

  const pair = { cluster: 'web' };
  const onA = { cluster: 'web', instance: 'a:9100' };

  it('are valid', () => {
    execFileSync(promtool, ['check', 'rules', join(folder, 'ha-setup.rules.yml')]);
    for (const name of alerts) expect(alertRulesOf(topic)).toContain(`alert: ${name}\n`);
  });

  it('are silent while all is well', () => expectFiring({}, {}, []));

  it('fire where no standby is ready', () => expectFiring({}, { fit: steady(0) }, [['HaSetupNoStandby', pair]]));

  it('fire where a host is gone', () => expectFiring({}, undefined, [['HaSetupNoStandby', pair]]));

  it('fire where the hooks are silent: they are no standby either', () =>
    expectFiring({ heartbeat_timestamp_seconds: steady(0), record_timestamp_seconds: steady(0) }, {}, [
      ['HaSetupHookSilent', onA],
      ['HaSetupNoStandby', pair],
    ]));

  it('fire where the API refuses for ten minutes', () =>
    expectFiring({ record_timestamp_seconds: steady(120) }, {}, [['HaSetupApiRefused', onA]]));

  it('wait where it refuses for less', () => expectFiring({ record_timestamp_seconds: steady(480) }, {}, []));

  it('fire where the VIP is on neither host', () =>
    expectFiring({ 'vip_owner{owner="other"}': steady(1) }, {}, [['HaSetupVipOffPair', pair]]));

  it('fire where credentials end', () =>
    expectFiring({ credentials_expiry_timestamp_seconds: steady(1000) }, {}, [['HaSetupCredentialsEnd', { ...onA }]]));
});
