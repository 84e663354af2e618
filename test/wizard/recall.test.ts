import { describe, expect, it } from 'vitest';
import { paths } from '../../src/cluster/names.js';
import { Secret } from '../../src/cluster/secret.js';
import type { Answers } from '../../src/cluster/spec.js';
import { parseKeepalivedConfig } from '../../src/facts/keepalived-config.js';
import { parseSettings } from '../../src/facts/settings.js';
import { renderHostFiles } from '../../src/operations/host-files.js';
import { describeRevision, findRevisions } from '../../src/plan/revisions.js';
import type { Inventory } from '../../src/ports/inventory.js';
import { ask } from '../../src/wizard/ask.js';
import { questions } from '../../src/wizard/questions.js';
import { recallAnswers } from '../../src/wizard/recall.js';
import { Scene } from '../../src/wizard/scene.js';
import { FakeCloud } from '../fakes/cloud.js';
import { FakePrompter } from '../fakes/prompter.js';
import { answers, as, inventory, view, withVip } from '../fakes/view.js';
import { FakeKeys, worldOf } from './world.js';

const eip = as<Inventory['eips'][number]>({
  ...{ id: 'eip-aaaaaaa1', name: 'mine', ip: '198.51.100.7', status: 'BIND' },
  ...{ eni: 'eni-aaaaaaa1', privateIp: '10.0.1.100' },
});
const withEip: Inventory = { ...withVip(1), eips: [eip] };

/** The files that a run with these answers leaves on a host. */
function filesOf(given: Partial<Answers>, node: 'a' | 'b' = 'a'): Readonly<Record<string, string>> {
  const rendered = renderHostFiles(view({ answers: given, inventory: withEip }), node);
  return Object.fromEntries(rendered.map(({ path, content }) => [path, content.reveal()]));
}

function memoryOf(given: Partial<Answers>, node: 'a' | 'b') {
  const files = filesOf(given, node);
  const settings = parseSettings(files[paths.settings] ?? '');
  if (settings === undefined) throw new Error('these settings cannot be read');
  return { settings, config: parseKeepalivedConfig(files[paths.config] ?? '') };
}

const cases: readonly (readonly [string, Partial<Answers>])[] = [
  ['the usual ones', {}],
  ['the first one preferred', { mode: 'preferred', preferred: 'ins-aaaaaaa1' }],
  ['the second one preferred, later', { mode: 'preferred', preferred: 'ins-aaaaaaa2', failback: 90 }],
  ['fast, with a check by TCP', { detection: 'fast', healthCheck: { tcp: 3306 } }],
  ['a check by HTTP', { healthCheck: { http: 'http://127.0.0.1/' } }],
  [
    'keys, an EIP, another domain',
    { hostCredentials: { type: 'key' }, eip: 'eip-aaaaaaa1', api: { domain: 'x.example.com' } },
  ],
  [
    'a command and figures',
    { notify: { command: '/usr/local/sbin/on-switch' }, metrics: { textfile: '/var/lib/node' } },
  ],
  ['a webhook', { notify: { webhook: 'https://hooks.example.com/a' } }],
];

describe('the answers that a pair was set up with', () => {
  it.each(cases)('are read from its hosts: %s', (_, given) => {
    const recalled = recallAnswers([memoryOf(given, 'a'), memoryOf(given, 'b')]);
    const { version: _version, region: _region, nodes: _nodes, ...basic } = answers;
    const defaults = { mechanism: 'migrate', hostCredentials: { type: 'role' }, detection: 'standard' };
    expect(recalled).toEqual({ ...basic, ...defaults, ...given });
  });

  it('are nothing where the hosts are new, or serve two pairs', () => {
    expect(recallAnswers([{}, {}])).toBeUndefined();
    expect(recallAnswers([memoryOf({}, 'a'), memoryOf({ cluster: 'db' }, 'b')])).toBeUndefined();
  });

  it('are what the questions propose: Enter alone changes nothing', async () => {
    const given = { mode: 'preferred', preferred: 'ins-aaaaaaa2', failback: 90, eip: 'eip-aaaaaaa1' } as const;
    const more = {
      detection: 'fast',
      healthCheck: { tcp: 3306 },
      notify: { webhook: 'https://h.example.com/', format: 'slack', command: '/usr/local/sbin/on-switch' },
      metrics: { textfile: '/var/lib/prometheus/node-exporter' },
    } as const;
    const prompter = new FakePrompter(
      'found',
      'ap-beijing',
      'ins-aaaaaaa1',
      'ins-aaaaaaa2',
      ...Array(18).fill('enter'),
    );
    const keys = new FakeKeys({ secretId: 'AKIDaaaa1234', secretKey: new Secret('right'), source: 'the environment' });
    const world = worldOf(new FakeCloud(withEip), prompter, keys, filesOf({ ...given, ...more }, 'b'));
    const scene = new Scene(world, { version: 1 });
    await ask(questions, scene);
    expect(world.said.join('\n')).toContain('these hosts are the pair web');
    expect(prompter.left).toBe(0);
    expect(scene.answers).toEqual({
      ...{ ...answers, ...given, ...more },
      ...{ mechanism: 'migrate', ssh: { host: 'private', user: 'root' }, hostCredentials: { type: 'role' } },
    });
  });
});

describe('what a run changes of the settings of a pair', () => {
  const revisionsOf = (was: Partial<Answers>, is: Partial<Answers>) => {
    const [a, b] = [memoryOf(was, 'a'), memoryOf(was, 'b')];
    const hosts = {
      a: { settings: a.settings, keepalived: a.config },
      b: { settings: b.settings, keepalived: b.config },
    };
    return findRevisions(view({ answers: is, inventory: withEip, hosts }));
  };

  it.each(cases)('is nothing where the answers are the same: %s', (_, given) => {
    expect(revisionsOf(given, given)).toEqual([]);
  });

  it('is nothing on hosts that are new', () => {
    expect(findRevisions(view({ inventory: withEip }))).toEqual([]);
  });

  it('names all that is taken away', () => {
    const was: Partial<Answers> = {
      ...{ mode: 'preferred', preferred: 'ins-aaaaaaa1', eip: 'eip-aaaaaaa1', detection: 'fast' },
      ...{
        healthCheck: { tcp: 3306 },
        notify: { webhook: 'https://h.example.com/secret' },
        hostCredentials: { type: 'key' },
      },
    };
    const revisions = revisionsOf(was, {});
    expect(revisions).toEqual([
      { setting: 'mode', was: 'preferred', is: 'stable' },
      { setting: 'eip', was: 'eip-aaaaaaa1', is: null, vip: '10.0.1.100' },
      { setting: 'healthCheck', was: 'tcp 3306', is: null },
      { setting: 'webhook', dropped: true },
      { setting: 'detection', was: 'fast', is: 'standard' },
      { setting: 'hostCredentials', was: 'key', is: 'role' },
    ]);
    expect(JSON.stringify(revisions)).not.toContain('secret');
  });

  it('names who is no longer told, and what is told in another way', () => {
    const webhook = 'https://h.example.com/secret';
    const was: Partial<Answers> = {
      notify: { webhook, format: 'slack', command: '/usr/local/sbin/on-switch' },
      metrics: { textfile: '/var/lib/node' },
    };
    expect(revisionsOf(was, { notify: { webhook } })).toEqual([
      { setting: 'webhookFormat', was: 'slack', is: 'json' },
      { setting: 'notifyCommand', was: '/usr/local/sbin/on-switch', is: null },
      { setting: 'metrics', was: '/var/lib/node', is: null },
    ]);
    const is: Partial<Answers> = { notify: { command: '/usr/local/sbin/other' }, metrics: { textfile: '/srv/node' } };
    expect(revisionsOf(was, is).map(describeRevision)).toEqual([
      'webhook: no longer told of switches',
      'notify.command: /usr/local/sbin/on-switch → /usr/local/sbin/other',
      'metrics.textfile: /var/lib/node → /srv/node',
    ]);
    expect(revisionsOf({}, was)).toEqual([]);
  });

  it('names another language only where the answers ask for one', () => {
    expect(revisionsOf({ language: 'zh' }, {})).toEqual([]);
    expect(revisionsOf({ language: 'zh' }, { language: 'en' })).toEqual([{ setting: 'language', was: 'zh', is: 'en' }]);
  });

  it('names who is preferred from now on, and another VIP', () => {
    const preferred = { mode: 'preferred', preferred: 'ins-aaaaaaa2', vip: '10.0.1.77' } as const;
    expect(revisionsOf({}, preferred)).toEqual([
      { setting: 'mode', was: 'stable', is: 'preferred', preferred: 'ins-aaaaaaa2' },
      { setting: 'vip', was: '10.0.1.100', is: '10.0.1.77' },
    ]);
    const other = { mode: 'preferred', preferred: 'ins-aaaaaaa1' } as const;
    expect(revisionsOf(other, { ...other, preferred: 'ins-aaaaaaa2' })).toEqual([
      { setting: 'preferred', was: 'ins-aaaaaaa1', is: 'ins-aaaaaaa2' },
    ]);
  });
});

it('knows hosts whose pair has no EIP', () => {
  expect(parseSettings(filesOf({})[paths.settings] ?? '')).toMatchObject({ eip: null, healthCheck: null });
  expect(recallAnswers([memoryOf({}, 'a')])).toMatchObject({ eip: 'none' });
  expect(inventory.eips).toEqual([]);
});
