import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type Lab, startLab } from '../../src/lab/lab.js';
import { labKeys } from '../../src/lab/operator.js';
import { describeLab } from './needs-lab.js';
import { hostTraces, owners } from './product.js';
import { Terminal } from './terminal.js';

const unsigned = { TENCENTCLOUD_SECRET_ID: '', TENCENTCLOUD_SECRET_KEY: '' };

/** Without what differs from run to run: times, what the failovers measured, and their pictures. */
function stable(text: string): string {
  const differs = /[━█─·▓▒]{4}|^ +↑|^ +0 s +|^[█×] |^ {2}(?:正常|崩溃) |^ {2}切换验证 /;
  return text
    .split('\n')
    .filter((line) => !differs.test(line))
    .map((line) => line.replace(/[+-]?\d+(?:\.\d+)? s/g, '… s').replace(/(切换：正常 ins-\S+ → ins-\w+)，.*/, '$1 …'))
    .join('\n');
}

describeLab('the wizard, by somebody at a terminal', () => {
  let lab: Lab;
  let terminal: Terminal;
  beforeAll(async () => {
    lab = await startLab();
    // Wide characters, and one that would colour everything behind it.
    await lab.cloud.change({ kind: 'rename', id: 'ins-labclnt1', name: 'lab-客户端\u001b[31m' });
  });
  afterAll(() => lab?.close());
  afterEach(() => terminal?.close());

  async function open(columns: number, env: NodeJS.ProcessEnv = {}, ...args: readonly string[]): Promise<void> {
    terminal = await Terminal.open(lab.operator.command(args), {
      columns,
      rows: 48,
      env: lab.operator.environment({ TERM: 'xterm-256color', ...env }),
      cwd: lab.operator.home,
    });
  }

  const answer = (message: string, ...keys: readonly string[]) => terminal.answer(message, ...keys);

  /** From the first instance to the login, by Enter alone; the screens of the main questions. */
  async function chooseNodes(): Promise<readonly string[]> {
    const screens = [await answer('Which region?', 'Enter')];
    await answer('Which instance is the first of the pair?', 'lab-');
    await terminal.until(/type to search: lab-$/m);
    screens.push(await answer('Which instance is the first of the pair?', 'Enter'));
    await answer('Which is the second?', 'lab-');
    await terminal.until(/type to search: lab-$/m);
    screens.push(await answer('Which is the second?', 'Enter'));
    return screens;
  }

  const logIn = async () => {
    const screens = [await answer('How does this machine reach the hosts over SSH?', 'Enter')];
    screens.push(await answer('The user to log in as', 'Enter'));
    return screens;
  };

  const finishQuestions = async () => [
    await answer('What must run on a host for it to be active?', 'Enter'),
    await answer('How do the hosts call the API, to move the VIP?', 'Enter'),
    await answer('How fast must a dead host be noticed?', 'Enter'),
    await answer('Who is told when the VIP moves?', 'Enter'),
    await answer('Are figures for Prometheus to be written on the hosts?', 'Enter'),
    await answer("The pair's name", 'Enter'),
  ];

  it.each([80, 200])(
    'asks everything, looks well on %d columns, and leaves nothing where it is told no',
    async (columns) => {
      await open(columns);
      const screens = [await answer('Which Tencent Cloud credentials?', 'Enter'), ...(await chooseNodes())];
      screens.push(...(await logIn()));
      screens.push(await answer('Who is active when both are well?', 'Enter'));
      screens.push(await answer('How does the VIP move?', 'Enter'));
      screens.push(await answer('Which address is the VIP?', 'Enter'));
      screens.push(await answer('A public address for the VIP?', 'Down'));
      await terminal.until(/TRAFFIC_POSTPAID_BY_HOUR/);
      screens.push(await answer('A public address for the VIP?', 'Enter'));
      screens.push(...(await finishQuestions()));
      // An EIP is not ordered by a thoughtless Enter.
      const plan = await answer('Make these changes?', 'Enter');
      expect(plan).toContain('yes   make these 39 changes');
      expect(plan).toMatch(/^❯ no /m);
      screens.push(plan, await answer('Save your answers', 'n', 'Enter'));
      expect(await terminal.until(/^EXIT/m)).toMatch(/EXIT 130$/);
      expect(await terminal.everything()).toContain('Nothing was changed.');
      const chinese = (await terminal.everything()).split('\n').filter((line) => /[\u3000-\u9fff]/.test(line));
      expect(chinese).toEqual(['切换为中文：ha-setup --lang zh']);
      expect(await terminal.everything()).toContain('COSTS    allocate an EIP named ha-setup-lab (it costs money');
      await expect(screens.join('\n\n')).toMatchFileSnapshot(`golden/wizard-${columns}.txt`);
      expect(Object.values(await hostTraces(lab)).join('')).not.toContain('keepalived');
    },
  );

  it('speaks Chinese from the first question to the report', async () => {
    await open(80, {}, '--lang', 'zh');
    const screens = [await answer('使用哪份腾讯云凭证？', 'Enter'), await answer('选择哪个地域？', 'Enter')];
    for (const question of ['第一个节点是哪台云服务器？', '第二个节点是哪台？']) {
      await answer(question, 'lab-');
      await terminal.until(/输入以搜索：\s*lab-$/m);
      screens.push(await answer(question, 'Enter'));
    }
    for (const question of [
      '本机通过什么地址 SSH 登录两台主机？',
      '登录用户',
      '两台都正常时，谁是主节点？',
      'VIP 如何移动？',
      'VIP 使用哪个地址？',
      'VIP 是否需要弹性公网 IP？',
      '主机须满足什么条件才能成为主节点？',
      '主机用什么凭证调用 API 来移动 VIP？',
      '需要多快发现主机故障？',
      'VIP 移动时通知谁？',
      '是否在主机上写入 Prometheus 指标？',
      '集群的名称',
    ]) {
      screens.push(await answer(question, 'Enter'));
    }
    // The plan, yes to it, and at the end no to saving the answers.
    screens.push(await answer('执行这些变更？', 'Enter'));
    await terminal.until(/^\? .*\(Y\/n\)/m, 250_000);
    await terminal.type('n');
    await terminal.press('Enter');
    expect(await terminal.until(/^EXIT/m, 250_000)).toMatch(/EXIT 0$/);
    const shown = await terminal.everything();
    await lab.run(['uninstall', '--yes', '--vip', 'remove', '--answers', await lab.answers({ cluster: 'lab' })]);
    await expect(stable(`${screens.join('\n\n')}\n\n${shown}\n`)).toMatchFileSnapshot('golden/wizard-zh.txt');
  });

  it('takes wrong answers back, repairs a missing rule, and stops between two changes at the first Ctrl-C', async () => {
    await lab.cloud.change({
      kind: 'rules',
      group: 'sg-lab00001',
      ingress: [{ Protocol: 'TCP', Port: 'ALL', CidrBlock: '10.0.0.0/16', Action: 'ACCEPT' }],
    });
    await rm(lab.operator.knownHosts);
    await open(80, unsigned);
    await answer('SecretId', labKeys.operator.secretId, 'Enter');
    await answer('SecretKey', 'notTheSecretKeyOfAnybody', 'Enter');
    await terminal.until(/the API refuses these credentials/);
    await answer('SecretId', labKeys.operator.secretId, 'Enter');
    await answer('SecretKey', labKeys.operator.secretKey, 'Enter');
    await answer('Which region?', 'Escape');
    expect(await answer('Which Tencent Cloud credentials?', 'Enter')).toContain('what you typed, SecretId …0000');
    await chooseNodes();
    await logIn();
    for (const address of ['10.0.1.16', '10.0.1.17']) {
      expect(await answer(`The host key of ${address}:22`, 'y', 'Enter')).toMatch(/ssh-ed25519 SHA256:/);
    }
    await answer('Who is active when both are well?', 'Enter');
    await answer('How does the VIP move?', 'Enter');
    await answer('Which address is the VIP?', 'Down', 'Enter');
    await answer('The VIP', '10.0.1.16', 'Enter');
    await terminal.until(/the ENI's primary address, which cannot move/);
    await terminal.press('C-u');
    await terminal.type('10.0.1.100');
    await terminal.press('Enter');
    await answer('A public address for the VIP?', 'Enter');
    await finishQuestions();
    await answer('Not everything is in order. What now?', 'Enter');
    const rules = await answer('Add these 2 rules?', 'y', 'Enter');
    expect(rules).toContain('Add these 2 rules?');
    expect(await terminal.everything()).toContain(
      'add to sg-lab00001: ingress, protocol ALL, port ALL, 10.0.1.17/32, ACCEPT',
    );
    await answer('Make these changes?', 'Enter');
    await terminal.until(/❯ ins-labnode1[^✔]*✔ record/s);
    await terminal.press('C-c');
    await terminal.until(/stopping after this change/);
    const end = await terminal.until(/^EXIT/m);
    expect(end).toMatch(/EXIT 130$/);
    expect(end).toContain('Stopped, as you asked. What stands now:');
    expect(end).toContain('To go on from here: ha-setup --answers ha-setup.yaml');
    const saved = await readFile(join(lab.operator.home, 'ha-setup.yaml'), 'utf8');
    expect(saved).toContain('vip: 10.0.1.100');
    const shown = await terminal.everything();
    for (const secret of [labKeys.operator.secretKey, 'notTheSecretKeyOfAnybody']) {
      expect(saved).not.toContain(secret);
      expect(shown).not.toContain(secret);
    }
  });

  it('goes on from there, shows each failover, and names what to type next', async () => {
    await open(80, {}, '--answers', 'ha-setup.yaml');
    await answer('Make these changes?', 'Up', 'Up', 'Enter');
    const end = await terminal.until(/^EXIT/m, 200_000);
    expect(end).toMatch(/EXIT 0$/);
    const shown = await terminal.everything();
    expect(shown).toMatch(/^client {8}━+×+━+$/m);
    expect(shown).toMatch(/↑ fault +↑ detected/);
    for (const command of ['status', 'verify', 'switchover']) expect(end).toContain(`  ha-setup ${command} `);
    expect(shown.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it('changes a running pair to mode preferred, and saves its answers under another name', async () => {
    await open(200, {}, '--no-drill', '--answers', 'nowhere.yaml');
    expect(await terminal.until(/^EXIT/m)).toMatch(/EXIT 3$/);
    await terminal.close();
    await lab.run(['status', '--answers', join(lab.operator.home, 'ha-setup.yaml')]);
    terminal = await Terminal.open(lab.operator.command(['--no-drill']), {
      columns: 200,
      rows: 48,
      env: lab.operator.environment({ TERM: 'xterm-256color', NO_COLOR: '1' }),
      cwd: join(lab.operator.home, '.ssh'),
    });
    await answer('Which Tencent Cloud credentials?');
    // The prompt's cursor is no colour; everything else that begins so would be.
    expect(await terminal.painted()).not.toContain('\u001b[3');
    await answer('Which Tencent Cloud credentials?', 'Enter');
    await chooseNodes();
    await logIn();
    await terminal.until(/these hosts are the pair lab: the questions propose what it has/);
    await answer('Who is active when both are well?', 'Down', 'Enter');
    await answer('Which one is preferred?', 'Escape');
    await answer('Who is active when both are well?', 'Enter');
    await answer('Which one is preferred?', 'Enter');
    await answer('How does the VIP move?', 'Enter');
    expect(await answer('Which address is the VIP?', 'Enter')).toContain('❯ 10.0.1.100');
    await answer('A public address for the VIP?', 'Enter');
    expect((await finishQuestions()).at(-1)).toContain('(lab)');
    await terminal.until(/Make these changes/);
    expect(await terminal.everything()).toMatch(
      /settings of this pair\n {2}mode: stable → preferred; ins-labnode\d takes the VIP back once it is well/,
    );
    expect(await answer('Make these changes?', 'Up', 'Enter')).toContain('❯ no ');
    await answer('Save your answers', 'Enter');
    await answer('As which file?', 'Enter');
    expect(await terminal.until(/^EXIT/m, 120_000)).toMatch(/EXIT 0$/);
    expect(await readFile(join(lab.operator.home, '.ssh/ha-setup.yaml'), 'utf8')).toContain('mode: preferred');
    expect(await owners(lab, '10.0.1.100')).toEqual({ cloud: 'a', nic: ['a'], vrrp: ['a'] });
  });

  it('leads back from the plan to any answer, and keeps all of them at Ctrl-C', async () => {
    const cwd = join(lab.operator.home, '.ssh');
    await rm(join(cwd, 'ha-setup.yaml'), { force: true });
    terminal = await Terminal.open(lab.operator.command(['--answers', await lab.answers({ cluster: 'other' })]), {
      columns: 80,
      rows: 48,
      env: lab.operator.environment({ TERM: 'xterm-256color' }),
      cwd,
    });
    await answer('How fast must a dead host be noticed?', 'Enter');
    // The hosts belong to the pair "lab": a check fails, and the name is the answer to change.
    await answer('Not everything is in order. What now?', 'Down', 'Enter');
    await answer('Which answer?');
    // The list is drawn after its question, and narrowed after what is typed.
    await terminal.until(/none/);
    await terminal.type('name');
    await terminal.until(/type to search: name$/m);
    await terminal.press('Enter');
    await answer("The pair's name", 'C-u');
    await terminal.type('lab');
    await terminal.press('Enter');
    await answer('Make these changes?', 'C-c');
    const end = await terminal.until(/^EXIT/m);
    expect(end).toMatch(/EXIT 130$/);
    expect(end).toContain('Nothing was changed.');
    expect(end).toContain('Your answers so far are in ha-setup.yaml (no secrets in it).');
    expect(end).toContain('To go on with them: ha-setup --answers ha-setup.yaml');
    expect(await readFile(join(cwd, 'ha-setup.yaml'), 'utf8')).toContain('cluster: lab');
  });

  it('asks plain questions where nothing can be drawn, and what a file lacks alone', async () => {
    await open(80, { TERM: 'dumb' }, '--answers', await lab.answers({ vip: undefined, eip: undefined }));
    await terminal.until(/Which address is the VIP\?[\s\S]*Number \[2\]:$/);
    await terminal.type('9\n');
    await terminal.until(/no such number/);
    await terminal.type('\n');
    await terminal.until(/A public address for the VIP\?[\s\S]*or < to go back \[1\]:$/);
    await terminal.press('C-c');
    const end = await terminal.until(/^EXIT/m);
    expect(end).toMatch(/EXIT 130$/);
    expect(end).toContain('Nothing was changed.');
    expect(end).toMatch(/Your answers so far are in ha-setup\S*\.yaml/);
    expect(await terminal.painted()).not.toContain('\u001b[');
  });
});
