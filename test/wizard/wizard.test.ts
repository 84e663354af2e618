import { describe, expect, it } from 'vitest';
import { Secret } from '../../src/cluster/secret.js';
import type { Inventory } from '../../src/ports/inventory.js';
import { type Back, back } from '../../src/ports/prompter.js';
import { ask, type Round } from '../../src/wizard/ask.js';
import { questions } from '../../src/wizard/questions.js';
import { Scene } from '../../src/wizard/scene.js';
import { FakeCloud } from '../fakes/cloud.js';
import { FakePrompter } from '../fakes/prompter.js';
import { as, inventory, withVip } from '../fakes/view.js';
import { FakeKeys, worldOf } from './world.js';

/** Escape: annotated, for a bare symbol in a list would lose its type. */
const esc: Back = back;

const found = { secretId: 'AKIDaaaa1234', secretKey: new Secret('right'), source: 'the environment' };

interface Play {
  readonly inventory?: Inventory;
  readonly keys?: FakeKeys;
  readonly answers?: Record<string, unknown>;
  readonly round?: Round;
}

async function play(script: readonly (string | boolean | Back)[], given: Play = {}) {
  const prompter = new FakePrompter(...script);
  const world = worldOf(new FakeCloud(given.inventory ?? inventory), prompter, given.keys ?? new FakeKeys(found));
  const scene = new Scene(world, given.answers ?? {});
  await ask(questions, scene, given.round);
  expect(prompter.left).toBe(0);
  return { answers: scene.answers, asked: prompter.asked, world, scene };
}

const access = ['found', 'ap-beijing'];
const nodes = ['ins-aaaaaaa1', 'ins-aaaaaaa2'];
const reach = ['private', 'root'];
const rest = ['none', 'role', 'standard', 'nobody', 'no', 'web'];
const complete = {
  region: 'ap-beijing',
  mode: 'stable',
  mechanism: 'migrate',
  vip: 'auto',
  eip: 'none',
  nodes: [{ instance: 'ins-aaaaaaa1' }, { instance: 'ins-aaaaaaa2' }],
  ssh: { host: 'private', user: 'root' },
  hostCredentials: { type: 'role' },
  detection: 'standard',
  cluster: 'web',
};

describe('the wizard', () => {
  it('asks from the credentials to the name, and ends with answers', async () => {
    const { answers, world } = await play([
      ...access,
      ...nodes,
      ...reach,
      'stable',
      'migrate',
      'auto',
      'none',
      ...rest,
    ]);
    expect(answers).toEqual(complete);
    expect(world.logins).toEqual(['root@10.0.1.16', 'root@10.0.1.17']);
  });

  it('goes back one question at a time, and forgets what no longer applies', async () => {
    const { answers, asked } = await play([
      ...access,
      ...nodes,
      ...reach,
      'preferred',
      'ins-aaaaaaa2',
      esc,
      esc,
      'stable',
      ...['migrate', 'auto', 'none', ...rest],
    ]);
    expect(answers).toEqual(complete);
    expect(asked.filter((message) => message === 'Who is active when both are well?')).toHaveLength(2);
  });

  it('proposes what was answered before when a question comes again', async () => {
    const { answers } = await play([
      ...access,
      ...nodes,
      ...reach,
      'preferred',
      'ins-aaaaaaa2',
      'migrate',
      'auto',
      esc,
      esc,
      'enter',
      'enter',
      'none',
      ...rest,
    ]);
    expect(answers).toMatchObject({ mode: 'preferred', preferred: 'ins-aaaaaaa2' });
  });

  it('takes credentials again where the API refuses them, hidden and kept out of the answers', async () => {
    const keys = new FakeKeys();
    const { answers, world } = await play(
      [
        ...['AKIDbbbb5678', 'wrong', 'AKIDbbbb5678', 'right', 'ap-beijing', ...nodes],
        ...[...reach, 'stable', 'migrate', 'auto', 'none', ...rest],
      ],
      { keys },
    );
    expect(world.said.join('\n')).toContain('the API refuses these credentials: wrong key');
    expect(keys.typedOperator?.secretKey.reveal()).toBe('right');
    expect(JSON.stringify(answers)).not.toContain('right');
  });

  it('does not propose refused credentials again, and keeps those of this machine in the list', async () => {
    const keys = new FakeKeys({ ...found, secretKey: new Secret('wrong') });
    const { asked, world } = await play(
      [
        ...['found', 'enter', 'AKIDbbbb5678', 'wrong'],
        esc,
        ...['machine', 'enter', 'AKIDbbbb5678', 'right', 'ap-beijing'],
        ...[...nodes, ...reach, 'stable', 'migrate', 'auto', 'none', ...rest],
      ],
      { keys },
    );
    const list = 'Which Tencent Cloud credentials?';
    const pair = ['SecretId', 'SecretKey'];
    expect(asked.slice(0, 10)).toEqual([list, list, ...pair, 'SecretId', list, list, ...pair, 'Which region?']);
    expect(world.said.filter((line) => line.includes('the API refuses these credentials'))).toHaveLength(3);
  });

  it('goes back from the region to credentials that were typed, by then the ones that are there', async () => {
    const keys = new FakeKeys();
    const { asked } = await play(
      [
        'AKIDbbbb5678',
        'right',
        esc,
        'found',
        'ap-beijing',
        ...nodes,
        ...reach,
        'stable',
        'migrate',
        'auto',
        'none',
        ...rest,
      ],
      { keys },
    );
    expect(asked.slice(0, 5)).toEqual([
      'SecretId',
      'SecretKey',
      'Which region?',
      'Which Tencent Cloud credentials?',
      'Which region?',
    ]);
  });

  it('names credentials that were found by their source and the last four characters of the id', async () => {
    const row = questions[0];
    const scene = new Scene(worldOf(new FakeCloud(inventory), new FakePrompter(), new FakeKeys(found)), {});
    expect(JSON.stringify(await row?.form(scene))).toContain('the environment, SecretId …1234');
  });

  it('checks a typed VIP against the record of the cloud', async () => {
    const { answers, asked } = await play([
      ...[...access, ...nodes, ...reach, 'stable', 'migrate', 'type', '10.0.1', '10.0.2.7', '10.0.1.255', '10.0.1.16'],
      ...['10.0.1.100', 'none', ...rest],
    ]);
    expect(answers['vip']).toBe('10.0.1.100');
    expect(asked.filter((line) => line.startsWith('!'))).toEqual([
      '! expected auto, an IPv4 address of the subnet, or the id of a HAVIP such as havip-aaaaaaa1, found "10.0.1"',
      "! the VIP 10.0.2.7 is not in the nodes' subnet 10.0.1.0/24",
      '! the VIP 10.0.1.255 is reserved by the cloud in 10.0.1.0/24',
      "! 10.0.1.16 is the ENI's primary address, which cannot move",
    ]);
  });

  it('proposes the VIP and the name of an earlier run', async () => {
    const { answers } = await play(
      [
        ...access,
        ...nodes,
        ...reach,
        'stable',
        'migrate',
        'enter',
        'none',
        'none',
        'role',
        'standard',
        'nobody',
        'no',
        'enter',
      ],
      { inventory: withVip(1, 'ha-setup-shop') },
    );
    expect(answers).toMatchObject({ vip: '10.0.1.100', cluster: 'shop' });
  });

  it('tries the login at once, and asks for more only where it fails', async () => {
    const { answers, world } = await play([
      ...[...access, ...nodes, 'private', 'admin', 'again', 'change'],
      ...['private', 'root', '0', '2222', '~/.ssh/gone', '~/.ssh/other', 'stable', 'migrate', 'auto', 'none', ...rest],
    ]);
    expect(world.logins.slice(0, 2)).toEqual(['admin@10.0.1.16', 'admin@10.0.1.16']);
    expect(world.said.join('\n')).toContain('cannot log in: admin@10.0.1.16 (ins-aaaaaaa1): was not let in');
    expect(world.said).toContain(
      '  → see that the public key is in admin\'s authorized_keys there; "change" takes another user, port or key file',
    );
    expect(answers['ssh']).toEqual({ host: 'private', user: 'root', port: 2222, identityFile: '~/.ssh/other' });
  });

  it('checks what keeps the service honest by its kind', async () => {
    const { answers, asked } = await play([
      ...[...access, ...nodes, ...reach, 'stable', 'migrate', 'auto', 'none', 'tcp', '0', 'mysql', '3306'],
      ...['role', 'standard', 'nobody', 'no', 'web'],
    ]);
    expect(answers['healthCheck']).toEqual({ tcp: 3306 });
    expect(asked.filter((line) => line.startsWith('!'))).toEqual([
      '! expected a port number from 1 to 65535, such as 3306, found 0',
      '! expected a port number from 1 to 65535, such as 3306, found "mysql"',
    ]);
  });

  it.each([
    [
      'http',
      'localhost:8080',
      'an http:// or https:// URL such as http://127.0.0.1:8080/health, found "localhost:8080"',
    ],
    ['unit', '', 'the name of a systemd unit, such as nginx.service, found nothing'],
    [
      'command',
      'check.sh',
      'the absolute path of an executable, without arguments, such as /usr/local/bin/check.sh, found "check.sh"',
    ],
  ])('says what a health check by %s expects', async (kind, text, expected) => {
    const row = questions.filter(({ key }) => key === 'healthCheck')[1];
    const scene = new Scene(worldOf(new FakeCloud(inventory), new FakePrompter(), new FakeKeys(found)), complete);
    scene.notes.set('healthCheck', kind);
    const form = await row?.form(scene);
    expect(form !== undefined && 'check' in form && (await form.check(text))).toBe(`expected ${expected}`);
  });

  it('asks who is told, and where the figures go', async () => {
    const telling = ['both', 'wecom', 'ftp://x', 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=x'];
    const { answers } = await play([
      ...[...access, ...nodes, ...reach, 'stable', 'migrate', 'auto', 'none', 'none', 'role', 'standard'],
      ...[...telling, 'on-switch', '/usr/local/sbin/on-switch', 'yes', 'enter', 'web'],
    ]);
    expect(answers).toEqual({
      ...complete,
      notify: {
        webhook: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=x',
        format: 'wecom',
        command: '/usr/local/sbin/on-switch',
      },
      metrics: { textfile: '/var/lib/prometheus/node-exporter' },
    });
  });

  it('forgets whom to tell once nobody is to be told', async () => {
    const given = { notify: { webhook: 'https://x.example/h', format: 'slack' }, metrics: { textfile: '/var/lib/x' } };
    const { answers } = await play([...access, ...nodes, ...reach, 'stable', 'migrate', 'auto', 'none', ...rest], {
      answers: given,
    });
    expect(answers).toEqual(complete);
  });

  it('takes no jump host that is none', async () => {
    const { answers, asked } = await play([
      ...[
        ...access,
        ...nodes,
        'jump',
        '',
        'a:99999',
        'admin@203.0.113.7',
        'root',
        'stable',
        'migrate',
        'auto',
        'none',
        ...rest,
      ],
    ]);
    expect(answers['ssh']).toEqual({ host: 'private', user: 'root', proxyJump: 'admin@203.0.113.7' });
    expect(asked.filter((line) => line.startsWith('!'))).toHaveLength(2);
  });

  it('drops what belongs to mode preferred alone where the answer is stable', async () => {
    const { mode, ...others } = { ...complete, failback: 60 };
    const { answers } = await play(['stable'], { answers: others, round: { only: ({ key }) => key === 'mode' } });
    expect(answers).toEqual({ ...complete, mode });
  });

  it('asks only what a file lacks', async () => {
    const { vip, ...others } = complete;
    const { answers, asked } = await play(['type', '10.0.1.100'], {
      answers: others,
      round: { only: ({ key }) => key === 'vip' },
    });
    expect(asked).toEqual(['Which address is the VIP?', 'The VIP']);
    expect(answers).toEqual({ ...complete, vip: '10.0.1.100' });
    expect(vip).toBe('auto');
  });

  it('begins at the last question where an answer is to be changed', async () => {
    const { answers, asked } = await play([esc, esc, esc, 'fast', 'enter', 'enter', 'enter'], {
      answers: complete,
      round: { fromEnd: true },
    });
    const figures = 'Are figures for Prometheus to be written on the hosts?';
    const whom = 'Who is told when the VIP moves?';
    const speed = 'How fast must a dead host be noticed?';
    const name = "The pair's name";
    expect(asked).toEqual([name, figures, whom, speed, whom, figures, name]);
    expect(answers).toEqual({ ...complete, detection: 'fast' });
  });
});

describe('an ENI', () => {
  const [a, b] = inventory.enis;
  const second = (number: 1 | 2, subnetId = 'subnet-1') => ({
    ...(number === 1 ? a : b),
    id: `eni-bbbbbbb${number}`,
    primary: false,
    subnetId,
  });

  it('is asked for where an instance has more than one in the subnet', async () => {
    const { answers } = await play(
      [
        ...access,
        nodes[0] ?? '',
        'eni-bbbbbbb1',
        nodes[1] ?? '',
        ...reach,
        'stable',
        'migrate',
        'auto',
        'none',
        ...rest,
      ],
      { inventory: as({ ...inventory, enis: [a, b, second(1)] }) },
    );
    expect(answers['nodes']).toEqual([{ instance: 'ins-aaaaaaa1', eni: 'eni-bbbbbbb1' }, { instance: 'ins-aaaaaaa2' }]);
  });

  it("is named by itself where only the second node's secondary one stands in the subnet", async () => {
    const { answers } = await play([...access, ...nodes, ...reach, 'stable', 'migrate', 'auto', 'none', ...rest], {
      inventory: as({ ...inventory, enis: [a, { ...b, subnetId: 'subnet-2' }, second(2)] }),
    });
    expect(answers['nodes']).toEqual([{ instance: 'ins-aaaaaaa1' }, { instance: 'ins-aaaaaaa2', eni: 'eni-bbbbbbb2' }]);
  });
});

describe('the list of instances', () => {
  async function choices(change: Partial<Inventory>) {
    const world = worldOf(new FakeCloud({ ...inventory, ...change }), new FakePrompter(), new FakeKeys(found));
    const scene = new Scene(world, { region: 'ap-beijing', nodes: [{ instance: 'ins-aaaaaaa1' }] });
    const form = await questions.find(({ key }) => key === 'nodes[1].instance')?.form(scene);
    return form !== undefined && 'choices' in form ? form.choices : [];
  }
  const [a, b] = inventory.enis;
  const [one, two] = inventory.instances;
  const full = Array.from({ length: 6 }, (_, index) => ({
    address: `10.0.1.2${index}`,
    primary: index === 0,
    description: '',
  }));

  it.each([
    ['the first node', {}, 'ins-aaaaaaa1'],
    ['stopped', { instances: [one, { ...two, state: 'STOPPED' }] }, 'ins-aaaaaaa2'],
    ['other subnet', { enis: [a, { ...b, subnetId: 'subnet-2' }] }, 'ins-aaaaaaa2'],
    ['no free address', { enis: [a, { ...b, ips: full }] }, 'ins-aaaaaaa2'],
    ['not in a VPC', { enis: [a] }, 'ins-aaaaaaa2'],
  ])('says why one cannot be chosen: %s', async (reason, change, id) => {
    expect((await choices(as(change))).find(({ value }) => value === id)?.disabled).toBe(reason);
  });

  it('shows the reason in place of the zone, so that no terminal of 60 columns cuts it', async () => {
    const shown = await choices(as({ instances: [one, { ...two, state: 'STOPPED' }] }));
    const last = shown.find(({ value }) => value === 'ins-aaaaaaa2');
    expect(last).toMatchObject({ cells: ['db-2', 'ins-aaaaaaa2', '10.0.1.17', ''], disabled: 'stopped' });
  });

  it('has those first that can be chosen', async () => {
    const third = { ...two, id: 'ins-aaaaaaa3' };
    const shown = await choices(as({ instances: [one, third, two] }));
    expect(shown.map(({ disabled }) => disabled !== undefined)).toEqual([false, true, true]);
  });

  it('asks for the room of a few instances while a list waits, and of no hundred; then once one is chosen', async () => {
    const other = (index: number, ips: number) => {
      const id = `ins-other${String(index).padStart(3, '0')}`;
      const more = Array.from({ length: ips }, (_, last) => ({ ...full[last], address: `10.0.2.${last}` }));
      return { instance: { ...two, id }, eni: { ...b, id: id.replace('ins', 'eni'), instance: id, ips: more } };
    };
    const crowd = Array.from({ length: 100 }, (_, index) => other(index, 6));
    for (const [count, lists] of [
      [10, true],
      [100, false],
    ] as const) {
      const some = crowd.slice(0, count);
      const enis = [a, b, ...some.map(({ eni }) => eni)];
      const cloud = new FakeCloud(
        as({ ...inventory, enis, instances: [one, two, ...some.map(({ instance }) => instance)] }),
      );
      const asked: number[] = [];
      const { withQuotas } = cloud;
      cloud.withQuotas = (some_) => {
        asked.push(some_.length);
        return withQuotas.call(cloud, some_);
      };
      const world = worldOf(cloud, new FakePrompter(), new FakeKeys(found));
      const scene = new Scene(world, { region: 'ap-beijing', nodes: [{ instance: 'ins-aaaaaaa1' }] });
      const row = questions.find(({ key }) => key === 'nodes[1].instance');
      const form = await row?.form(scene);
      const shown = form !== undefined && 'choices' in form ? form.choices : [];
      expect(shown.find(({ value }) => value === 'ins-other003')?.disabled).toBe(lists ? 'no free address' : undefined);
      expect(asked).toEqual(lists ? [count] : []);
      await row?.take?.('ins-other003', scene);
      expect(await row?.settle?.(scene)).toEqual({ from: 'nodes[1].instance' });
      expect(world.said).toContain('ins-other003 cannot be chosen: no free address');
    }
  });

  it('shows name, id, address and zone', async () => {
    expect((await choices({}))[0]).toEqual({
      value: 'ins-aaaaaaa2',
      cells: ['db-2', 'ins-aaaaaaa2', '10.0.1.17', 'ap-beijing-3'],
    });
  });
});
