import { expect, it } from 'vitest';
import { parseAnswers } from '../../src/cluster/parse.js';
import { renderAnswers } from '../../src/cluster/write.js';
import { answers } from '../fakes/view.js';

it('writes answers that read back as the same, in the order of the README', () => {
  const full = {
    ...answers,
    healthCheck: { http: 'http://127.0.0.1/' },
    ssh: { user: 'root', host: 'private' },
    mode: 'preferred',
    preferred: 'ins-aaaaaaa2',
  } as const;
  const text = renderAnswers(full);
  expect(parseAnswers(text)).toMatchObject({ answers: full });
  const keys = text.match(/^[a-zA-Z]+/gm);
  expect(keys?.slice(0, 7)).toEqual(['version', 'cluster', 'region', 'mode', 'preferred', 'vip', 'eip']);
});
