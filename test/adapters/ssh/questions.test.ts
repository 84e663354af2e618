import { expect, test } from 'vitest';
import { Questions } from '../../../src/adapters/ssh/questions.js';
import { Secret } from '../../../src/cluster/secret.js';
import type { Prompter } from '../../../src/ports/prompter.js';

function person(secret: Prompter['secret']): Pick<Prompter, 'confirm' | 'secret'> {
  return { secret, confirm: () => Promise.reject(new Error('nothing to confirm')) };
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
    questions.password('root@h:22 (ins-a)', 1),
    questions.passphrase('/k', 2),
  ]);
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
      questions.password('w', attempt),
      questions.sudoPassword('w', attempt),
      questions.challenge('w', 'Password: ', attempt),
      questions.challenge('w', "ubuntu's password: ", attempt),
      questions.challenge('w', 'One-time code: ', attempt),
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
  await questions.password('w', 1);
  const silent = questions.withoutAsking();
  expect((await silent.password('w', 1))?.reveal()).toBe('typed');
  expect(await silent.password('other', 1)).toBeUndefined();
  expect(await silent.isRightHostKey({ where: 'w', type: 't', fingerprint: 'f' })).toBeUndefined();
});

test('a host key that was refused is asked about again by the next try, one that was accepted is not', async () => {
  const replies = [false, true];
  let asked = 0;
  const questions = new Questions(
    {},
    {
      secret: () => Promise.reject(new Error('no secret')),
      confirm: async () => replies[asked++] ?? false,
    },
  );
  const ask = () => questions.isRightHostKey({ where: 'w', type: 't', fingerprint: 'f' });
  expect(await Promise.all([ask(), ask()])).toEqual([false, false]);
  expect([await ask(), await ask()]).toEqual([true, true]);
  expect(asked).toBe(2);
});
