import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { toPublished } from '../src/checks/finding.js';
import { formatChecks } from '../src/checks/format.js';
import { runVerify } from '../src/checks/run.js';
import type { PublishedFinding } from '../src/cluster/verify-result.js';
import { renderReport } from '../src/drills/report/page.js';
import type { Verified } from '../src/drills/verified.js';
import type { HostFacts } from '../src/facts/host.js';
import { buildPlan } from '../src/plan/build.js';
import { formatPlan } from '../src/plan/format.js';
import { changeHost, contextOf, healthyPair } from './fakes/pair.js';
import { as, view } from './fakes/view.js';
import { canaries, spellings } from './text/spellings.js';

const anyCanary = new RegExp(canaries.join('|'), 'i');
const unlimited = { diffs: true, limit: Number.POSITIVE_INFINITY };

/** The files of a host in which a secret may stand, each with what comes before it there. */
const places: Readonly<Record<string, readonly [path: string, head: string]>> = {
  'our hooks, edited there': ['/etc/keepalived/vip.py', '#!/usr/bin/python3\n"""Managed by ha-setup."""\n'],
  'hooks of somebody else': ['/etc/keepalived/vip.py', '#!/usr/bin/python\nimport os\n'],
  'our keepalived.conf, edited there': ['/etc/keepalived/keepalived.conf', '# Managed by ha-setup\n'],
  'a keepalived.conf of somebody else': ['/etc/keepalived/keepalived.conf', 'vrrp_instance VI_1 {\n'],
  'our settings': ['/etc/keepalived/ha-setup.json', ''],
};

/** Everything that plan and verify print of a host with such a file, and what a Change shows of itself. */
async function outputsOf(path: string, content: string) {
  const file = { kind: 'file', mode: 0o644, uid: 0, gid: 0, size: content.length, mtimeMs: 1000, sha256: 'x', content };
  const plan = buildPlan(view({ hosts: { a: { files: as<HostFacts['files']>({ [path]: file }) } } }));
  const pair = healthyPair();
  const files = 'known' in pair.hosts.a ? pair.hosts.a.known.files : {};
  const drifted = changeHost(pair, 'a', { files: as({ ...files, [path]: file }) });
  const checks: readonly PublishedFinding[] = (await runVerify(contextOf(drifted))).map(toPublished);
  return {
    plan: formatPlan(plan, String, unlimited)
      .map(({ text }) => text)
      .join('\n'),
    changes: JSON.stringify(plan),
    verify: formatChecks(checks, {})
      .map(({ text }) => text)
      .join('\n'),
    json: JSON.stringify(checks),
    checks,
  };
}

const report = (checks: readonly PublishedFinding[]) =>
  renderReport(
    as<Verified>({ cluster: 'web', at: '2026-11-22T21:36:00.000Z', counts: {}, checks, drills: [], outages: [] }),
  );

describe.each(Object.entries(places))('%s', (_, [path, head]) => {
  const found: PublishedFinding[] = [];

  test.each(spellings)('no output shows the secret of %s', async (spelling) => {
    const { checks, ...outputs } = await outputsOf(path, `${head}${spelling}\n`);
    for (const [name, text] of Object.entries(outputs)) {
      expect(text, name).toContain(path);
      expect(text, name).not.toMatch(anyCanary);
    }
    found.push(...checks.filter(({ message }) => message.includes(path)));
  });

  test('nor does the report, with all of them', () => {
    expect(found.length).toBeGreaterThanOrEqual(spellings.length);
    expect(report(found)).toContain(path);
    expect(report(found)).not.toMatch(anyCanary);
  });
});

test('of a file that is not ours, what is not known to be safe is counted alone', async () => {
  const { checks, ...hooks } = await outputsOf('/etc/keepalived/vip.py', 'import os\nos.system("mysql -phunter2")\n');
  expect(hooks.plan).toContain('(2 lines that ha-setup did not write: not shown, they may hold secrets)');
  for (const text of [...Object.values(hooks), report(checks)]) expect(text).not.toContain('hunter2');
  const config =
    'vrrp_instance VI_1 {\n    priority 77\n    notify_master "/root/up -phunter2"\n    10.0.1.9/24 dev eth0\n}\n';
  const { plan } = await outputsOf('/etc/keepalived/keepalived.conf', config);
  for (const line of ['-    priority 77', '-    notify_master [REDACTED]', '-    10.0.1.9/24 dev eth0'])
    expect(plan).toContain(line);
});

test('a Change prints no content, ours or theirs', () => {
  const printed = JSON.stringify(buildPlan(view()));
  expect(printed).toContain('"kind":"file.write"');
  expect(printed).not.toMatch(/s3cret99|virtual_router_id/);
});

test('what only asks, shows or tells never takes a secret out of its wrapper', () => {
  const src = fileURLToPath(new URL('../src/', import.meta.url));
  const rooms = ['commands', 'drills', 'facts', 'pair', 'ports', 'text', 'ui', 'wizard'];
  const files = rooms.flatMap((room) =>
    readdirSync(`${src}${room}`, { recursive: true, encoding: 'utf8' }).map((file) => `${src}${room}/${file}`),
  );
  const revealing = files.filter((file) => file.endsWith('.ts') && readFileSync(file, 'utf8').includes('.reveal()'));
  expect(revealing).toEqual([]);
});
