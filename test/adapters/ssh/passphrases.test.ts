import { expect, test } from 'vitest';
import { sharePassphrases } from '../../../src/adapters/ssh/passphrases.js';
import { Secret } from '../../../src/spec/secret.js';

test('each key and attempt is asked once, one question at a time', async () => {
  const asked: string[] = [];
  let open = 0;
  const ask = sharePassphrases(async (file, attempt) => {
    open += 1;
    expect(open).toBe(1);
    asked.push(`${file} ${attempt}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
    open -= 1;
    return new Secret(`of ${file}`);
  });
  const answers = await Promise.all([ask('k', 1), ask('k', 1), ask('l', 1), ask('k', 2)]);
  expect(answers.map((answer) => answer?.reveal())).toEqual(['of k', 'of k', 'of l', 'of k']);
  expect(asked).toEqual(['k 1', 'l 1', 'k 2']);
});

test('a question that failed stops nobody, and is asked again', async () => {
  let count = 0;
  const ask = sharePassphrases(async () => {
    count += 1;
    if (count === 1) throw new Error('the terminal went away');
    return undefined;
  });
  const first = ask('k', 1);
  const other = ask('l', 1);
  await expect(first).rejects.toThrow('went away');
  expect(await other).toBeUndefined();
  expect(await ask('k', 1)).toBeUndefined();
  expect(count).toBe(3);
});
