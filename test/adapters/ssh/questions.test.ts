import { expect, test } from 'vitest';
import { passwordVariable, Questions } from '../../../src/adapters/ssh/questions.js';
import { Secret } from '../../../src/cluster/secret.js';
import { type Back, back, type Prompter } from '../../../src/ports/prompter.js';

const host = (name: string) => ({ host: name, port: 22, user: 'root', label: 'ins-a' });

function person(
  secret: (message: string, help: string) => Promise<Secret | Back>,
): Pick<Prompter, 'agree' | 'password'> {
  const password: Prompter['password'] = ({ message, help = '' }) => secret(message, help);
  return { password, agree: () => Promise.reject(new Error('nothing to agree to')) };
}

test('each question is asked once, one at a time', async () => {
  const asked: string[] = [];
  let open = 0;
  const questions = new Questions(
    {},
    person(async (message) => {
      open += 1;
      expect(open).toBe(1);
      asked.push(message);
      await new Promise((resolve) => setTimeout(resolve, 2));
      open -= 1;
      return new Secret(message);
    }),
  );
  const given = await Promise.all([
    questions.passphrase('/k', 1),
    questions.passphrase('/k', 1),
    questions.password(host('h'), 1),
  ]);
  for (const wrong of given.slice(0, 1)) if (wrong !== undefined) questions.forget(wrong);
  await Promise.resolve();
  given.push(await questions.passphrase('/k', 2));
  expect(asked).toEqual([
    'Passphrase of /k:',
    'Password of root@h:22 (ins-a):',
    'Passphrase of /k (that was not the right one):',
  ]);
  expect(given.map((answer) => answer?.reveal())).toEqual([asked[0], asked[0], asked[1], asked[2]]);
});

test('a question that failed stops nobody, and is asked again', async () => {
  let count = 0;
  const questions = new Questions(
    {},
    person(async () => {
      count += 1;
      if (count === 1) throw new Error('the terminal went away');
      return new Secret('x');
    }),
  );
  const first = questions.passphrase('/k', 1);
  const other = questions.passphrase('/l', 1);
  await expect(first).rejects.toThrow('went away');
  expect((await other)?.reveal()).toBe('x');
  expect((await questions.passphrase('/k', 1))?.reveal()).toBe('x');
  expect(count).toBe(3);
});

test('the environment answers first, the person where that was wrong, and nobody without either', async () => {
  const env = { HA_SETUP_SSH_PASSPHRASE: 'e1', HA_SETUP_SSH_PASSWORD: 'e2', HA_SETUP_SUDO_PASSWORD: 'e3' };
  const all = async (questions: Questions, attempt: number) => {
    const answers = await Promise.all([
      questions.passphrase('/k', attempt),
      questions.password(host('w'), attempt),
      questions.sudoPassword(host('w'), attempt),
      questions.challenge(host('w'), 'Password: ', attempt),
      questions.challenge(host('w'), "ubuntu's password: ", attempt),
      questions.challenge(host('w'), 'One-time code: ', attempt),
    ]);
    return answers.map((answer) => answer?.reveal());
  };
  const typed = person(async () => new Secret('typed'));
  expect(await all(new Questions(env, typed), 1)).toEqual(['e1', 'e2', 'e3', 'e2', 'e2', 'typed']);
  expect(await all(new Questions(env, typed), 2)).toEqual(Array(6).fill('typed'));
  expect(await all(new Questions(env, undefined), 2)).toEqual(Array(6).fill(undefined));
});

test('once answers are given they serve without asking again', async () => {
  const questions = new Questions(
    {},
    person(async () => new Secret('typed')),
  );
  await questions.password(host('w'), 1);
  const silent = questions.withoutAsking();
  expect((await silent.password(host('w'), 1))?.reveal()).toBe('typed');
  expect(await silent.password(host('other'), 1)).toBeUndefined();
  expect(await silent.isRightHostKey({ where: 'w', type: 't', fingerprint: 'f' })).toBeUndefined();
});

test('a host key that was refused is asked about again by the next try, one that was accepted is not', async () => {
  const replies = [false, true];
  let asked = 0;
  const questions = new Questions(
    {},
    {
      password: () => Promise.reject(new Error('no password')),
      agree: async () => replies[asked++] ?? false,
    },
  );
  const ask = () => questions.isRightHostKey({ where: 'w', type: 't', fingerprint: 'f' });
  expect(await Promise.all([ask(), ask()])).toEqual([false, false]);
  expect([await ask(), await ask()]).toEqual([true, true]);
  expect(asked).toBe(2);
});

test('the pair’s password goes to its hosts alone: a jump host has a variable of its own', async () => {
  const env = {
    HA_SETUP_SSH_PASSWORD: 'pair',
    HA_SETUP_SSH_PASSWORD_INS_B: 'of b',
    HA_SETUP_SSH_PASSWORD_GATE_EXAMPLE_ORG: 'gate',
  };
  const gate = { ...host('203.0.113.7'), label: 'jump host', jump: 'gate.example.org' };
  const other = { ...gate, jump: 'other' };
  const asked: string[] = [];
  const typed = person(async (message) => {
    asked.push(message);
    return new Secret('typed');
  });
  for (const ask of [
    (questions: Questions, to: typeof gate) => questions.password(to, 1),
    (questions: Questions, to: typeof gate) => questions.challenge(to, 'Password: ', 1),
  ]) {
    const questions = new Questions(env, typed);
    expect((await ask(questions, host('h') as typeof gate))?.reveal()).toBe('pair');
    expect((await ask(questions, { ...host('h'), label: 'ins-b' } as typeof gate))?.reveal()).toBe('of b');
    expect((await ask(questions, gate))?.reveal()).toBe('gate');
    expect((await ask(questions, other))?.reveal()).toBe('typed');
    expect(await ask(new Questions(env, undefined), other)).toBeUndefined();
  }
  expect(asked).toHaveLength(2);
  for (const message of asked) expect(message).toContain('root@203.0.113.7:22 (jump host)');
  expect([passwordVariable(gate), passwordVariable(host('h'))]).toEqual([
    'HA_SETUP_SSH_PASSWORD_GATE_EXAMPLE_ORG',
    'HA_SETUP_SSH_PASSWORD',
  ]);
});

test('with several pairs one password does for all hosts; a jump host, and a host that refuses it, have a question of their own', async () => {
  const asked: string[] = [];
  const typed = person(async (message) => {
    asked.push(message);
    return new Secret(`answer ${asked.length}`);
  });
  const questions = new Questions({}, typed, { sharePasswords: true });
  const jump = { ...host('j'), jump: 'bastion' };
  const given = [
    await questions.password(host('h1'), 1),
    await questions.password(host('h2'), 1),
    await questions.challenge(host('h3'), 'Password: ', 1),
    await questions.password(jump, 1),
    await questions.password(host('h2'), 2),
    await questions.sudoPassword(host('h1'), 1),
    await questions.sudoPassword(host('h2'), 1),
    await questions.withoutAsking().password(host('h4'), 1),
  ];
  expect(asked).toEqual([
    'Password of root on every host of these pairs that asks for it:',
    'Password of root@j:22 (ins-a):',
    'Password of root@h2:22 (ins-a) (that was not the right one):',
    'Password for sudo of root on every host of these pairs that asks for it:',
  ]);
  expect(given.map((answer) => answer?.reveal().slice(-1))).toEqual(['1', '1', '1', '2', '3', '4', '4', '1']);
});

test('what was refused is asked for again; what was right serves again', async () => {
  const asked: string[] = [];
  const questions = new Questions(
    {},
    person(async (message) => {
      asked.push(message);
      return new Secret(`answer ${asked.length}`);
    }),
  );
  const wrong = (await questions.password(host('h'), 1)) as Secret;
  questions.forget(wrong);
  await Promise.resolve();
  const right = await questions.password(host('h'), 2);
  expect(right?.reveal()).toBe('answer 2');
  // The next login, and the one that comes after a lost connection.
  expect(await questions.password(host('h'), 1)).toBe(right);
  expect(await questions.withoutAsking().password(host('h'), 1)).toBe(right);
  expect(asked).toEqual([
    'Password of root@h:22 (ins-a):',
    'Password of root@h:22 (ins-a) (that was not the right one):',
  ]);
});

test('the first question says what was refused before it', async () => {
  const helps: string[] = [];
  const questions = new Questions(
    {},
    person(async (_, help) => {
      helps.push(help);
      return new Secret(`answer ${helps.length}`);
    }),
  );
  const tried = 'agent (2 keys, all refused), key /home/ann/.ssh/id_ed25519 (refused)';
  const first = (await questions.password(host('h'), 1, tried)) as Secret;
  questions.forget(first);
  await Promise.resolve();
  await questions.password(host('h'), 2, `${tried}, password (refused)`);
  expect(helps).toEqual([
    `Not let in so far: ${tried}. Enter alone goes on without it.`,
    'Enter alone goes on without it.',
  ]);
});

test('whoever goes back from a question leaves the login, and is asked again by the next one', async () => {
  const questions = new Questions({}, { password: async () => back, agree: async () => back });
  const left = { kind: 'given-up', where: 'h:22 (ins-a)' };
  for (let round = 1; round <= 2; round += 1) {
    await expect(questions.password(host('h'), 1)).rejects.toMatchObject(left);
    const key = { where: 'h:22 (ins-a)', type: 'ssh-ed25519', fingerprint: 'SHA256:x' };
    await expect(questions.isRightHostKey(key)).rejects.toMatchObject(left);
  }
});
