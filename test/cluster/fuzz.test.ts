import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAnswers } from '../../src/cluster/parse.js';
import { type ClusterSpec, toSpec } from '../../src/cluster/spec.js';
import { answers } from '../fakes/view.js';
import { goodAnswers } from './good-answers.js';

/** Words of a parser or a schema library that mean nothing to whoever wrote the file. */
const jargon =
  /compact mapping|parseAll|implicit|scalar|flow (map|seq)|collection|invalid input|unrecognized|regex|zod|undefined|\[object|internal|NaN|Infinity|a object/i;

/** Reads a text, and holds what is said to what a reader can use. */
function judge(text: string): void {
  const parsed = parseAnswers(text);
  if ('spec' in parsed) {
    expect(toSpec(parsed.answers)).toEqual(parsed.spec);
    return;
  }
  expect(parsed.problems.length).toBeGreaterThan(0);
  expect(parsed.problems.length).toBeLessThanOrEqual(26);
  const last = text.split(/\r\n|\r|\n/).length;
  for (const { path, line, message } of parsed.problems) {
    // What was found stands in quotes, and is the reader's own.
    // So is what the nearest name is made from.
    const ours = message.replace(/"(?:[^"\\]|\\.)*"/g, '""').replace(/; did you mean .*\?/, '');
    expect(`${path}${message}`).not.toMatch(/\p{Cc}/u);
    expect(ours).not.toMatch(jargon);
    expect(ours.length).toBeLessThan(240);
    if (line !== undefined) expect(line).toBeGreaterThan(0);
    if (line !== undefined) expect(line).toBeLessThanOrEqual(last);
  }
}

const sign = fc.constantFrom(
  ...[
    ' ',
    '  ',
    '\n',
    '\t',
    '\r',
    ':',
    ': ',
    '-',
    '- ',
    '#',
    ' #',
    '{',
    '}',
    '[',
    ']',
    ',',
    '"',
    "'",
    '*',
    '&',
    '!',
    '|',
  ],
  ...[
    '>',
    '%',
    '@',
    '`',
    '?',
    '? ',
    '---\n',
    '...\n',
    '<<: ',
    '\\',
    '~',
    'null',
    '0x',
    '.nan',
    '.inf',
    '1e999',
    'a',
    'é',
  ],
  ...[
    '\u3000',
    '：',
    '\ufffd',
    '\0',
    '\ud800',
    '*x',
    '&x ',
    '!!str ',
    '!!binary ',
    'ssh',
    'nodes',
    'mode',
    '__proto__',
  ],
);

/** A good file with some places changed, as hands and editors do. */
const spoiled = fc
  .array(fc.tuple(fc.nat(goodAnswers.length), fc.nat(6), fc.array(sign, { maxLength: 3 })), {
    minLength: 1,
    maxLength: 4,
  })
  .map((edits) =>
    edits.reduce((text, [at, gone, put]) => text.slice(0, at) + put.join('') + text.slice(at + gone), goodAnswers),
  );

/** How many texts each property is tried with; more by hand. */
const numRuns = Number(process.env['HA_SETUP_FUZZ_RUNS'] ?? 300);

describe('no text makes an error of ours', () => {
  test('any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), judge), { numRuns });
  });

  test('the signs of YAML in any order', () => {
    fc.assert(
      fc.property(
        fc.array(sign, { maxLength: 40 }).map((signs) => signs.join('')),
        judge,
      ),
      { numRuns },
    );
  });

  test('a good file with places that are changed', () => {
    fc.assert(fc.property(spoiled, judge), { numRuns });
  });

  const keys = ['version', 'cluster', 'region', 'mode', 'preferred', 'failback', 'vip', 'eip', 'nodes', 'ssh'].concat([
    ...['hostCredentials', 'detection', 'healthCheck', 'api', 'notify', '__proto__'],
  ]);
  const value = fc.oneof(fc.jsonValue(), fc.constantFrom(null, '', [], {}, [[]], [null, null], { '': {} }));
  const inside = fc.dictionary(fc.constantFrom('host', 'port', 'tcp', 'http', 'type', 'instance', 'ssh'), value);

  test('any value of any key', () => {
    const given = fc.dictionary(fc.constantFrom(...keys), fc.oneof(value, inside, fc.array(inside, { maxLength: 3 })));
    fc.assert(
      fc.property(given, (raw) => {
        judge(JSON.stringify(raw));
        judge(JSON.stringify({ ...answers, ...raw }));
      }),
      { numRuns },
    );
  });
});

describe('no message repeats a secret', () => {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'.split('');
  const word = (length: number) =>
    fc
      .array(fc.constantFrom(...letters, ...'0123456789'), { minLength: length, maxLength: length })
      .map((parts) => parts.join(''))
      .filter((text) => /\d/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text));
  const secret = fc.oneof(
    fc.tuple(word(32).map((text) => `AKID${text}`)).map(([text]) => ({ text, core: text })),
    word(32).map((text) => ({ text, core: text })),
    word(20).map((core) => ({ text: `https://hooks.example.com/send?key=${core}`, core })),
    word(10).map((core) => ({ text: `https://user:${core}@hooks.example.com/`, core })),
    word(10).map((core) => ({ text: `root:${core}@10.0.0.1`, core })),
    fc.uuid().map((core) => ({ text: `Bearer ${core}`, core })),
    fc.uuid().map((core) => ({ text: core, core })),
    word(40).map((text) => ({
      text: `${text.slice(0, 9)}/${text.slice(9, 20)}+${text.slice(20)}==`,
      core: text.slice(0, 9),
    })),
  );
  /** Everywhere that a person might put one: as a value, as a key, on a line of its own. */
  const places: Readonly<Record<string, (text: string) => string>> = {
    ...Object.fromEntries(
      ['cluster', 'region', 'mode', 'preferred', 'vip', 'eip', 'nodes', 'ssh', 'hostCredentials', 'api', 'notify'].map(
        (key) => [key, (text: string) => JSON.stringify({ ...answers, [key]: text })],
      ),
    ),
    'the type of hostCredentials': (text) => JSON.stringify({ ...answers, hostCredentials: { type: text } }),
    'the webhook, spoiled': (text) => JSON.stringify({ ...answers, notify: { webhook: ` ${text}` } }),
    'a hop': (text) => JSON.stringify({ ...answers, ssh: { proxyJump: ` ${text}` } }),
    'a list': (text) => JSON.stringify({ ...answers, mode: [text] }),
    'an unknown key': (text) => `${goodAnswers}secretKey: ${JSON.stringify(text)}\n`,
    'the key itself': (text) => `${goodAnswers}${JSON.stringify(text)}: 1\n`,
    'a key below': (text) => JSON.stringify({ ...answers, healthCheck: { tcp: 1, [text]: text } }),
    'an alias': (text) => `${goodAnswers}detection: *${text}\n`,
    'a tag': (text) => `${goodAnswers}detection: !${text} fast\n`,
    'a line alone': (text) => `${goodAnswers}${text}\n`,
    'an open quote': (text) => `${goodAnswers}secretKey: "${text}\n`,
    'a key with an equals sign': (text) => `${goodAnswers}secretKey=${text}\n`,
  };

  test.each(Object.keys(places))('%s', (place) => {
    fc.assert(
      fc.property(secret, ({ text, core }) => {
        const parsed = parseAnswers(places[place]?.(text) ?? '');
        if ('problems' in parsed) expect(JSON.stringify(parsed.problems)).not.toContain(core);
      }),
      { numRuns },
    );
  });
});

test('what is left out has its default', () => {
  const { nodes, ...spec }: ClusterSpec = toSpec(answers);
  expect(spec).toMatchObject({ failback: 30, hostCredentials: 'role', detection: 'standard' });
  expect(nodes.map(({ name }) => name)).toEqual(['a', 'b']);
});
