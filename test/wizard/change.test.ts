import { describe, expect, it } from 'vitest';
import { Secret } from '../../src/cluster/secret.js';
import { back } from '../../src/ports/prompter.js';
import { ask } from '../../src/wizard/ask.js';
import { pickChange, subjectOf } from '../../src/wizard/change.js';
import { questions } from '../../src/wizard/questions.js';
import { Scene } from '../../src/wizard/scene.js';
import { FakeCloud } from '../fakes/cloud.js';
import { FakePrompter } from '../fakes/prompter.js';
import { answers, inventory } from '../fakes/view.js';
import { FakeKeys, worldOf } from './world.js';

const found = { secretId: 'AKIDaaaa1234', secretKey: new Secret('right'), source: 'the environment' };
const given = { ...answers, vip: 'auto', detection: 'standard', healthCheck: { tcp: 3306 } };

async function change(...script: readonly (string | typeof back)[]) {
  const prompter = new FakePrompter(...script);
  const scene = new Scene(worldOf(new FakeCloud(inventory), prompter, new FakeKeys(found)), given);
  const only = await pickChange(questions, scene);
  if (only !== undefined) await ask(questions, scene, { only });
  expect(prompter.left).toBe(0);
  return { answers: scene.answers, asked: prompter.asked.slice(1) };
}

describe('the way back from the plan', () => {
  it('asks one answer anew, and leaves the others', async () => {
    expect(await change('detection', 'fast')).toEqual({
      answers: { ...given, detection: 'fast' },
      asked: ['How fast must a dead host be noticed?'],
    });
    const { healthCheck: _, ...without } = given;
    expect((await change('healthCheck', 'none')).answers).toEqual(without);
  });

  it('asks those that go with it', async () => {
    const { answers: changed } = await change('mode', 'preferred', 'ins-aaaaaaa2');
    expect(changed).toEqual({ ...given, mode: 'preferred', preferred: 'ins-aaaaaaa2' });
    const { asked } = await change('nodes', 'ins-aaaaaaa1', 'ins-aaaaaaa2', 'private', 'root');
    expect(asked.slice(0, 2)).toEqual(['Which instance is the first of the pair?', 'Which is the second?']);
  });

  it('drops a jump host where the hosts are reached without one', async () => {
    const { answers: changed } = await change('ssh', 'private', 'root');
    expect(changed['ssh']).toEqual({ host: 'private', user: 'root' });
  });

  it('leads nowhere where nothing is to be changed', async () => {
    expect((await change('')).answers).toEqual(given);
    expect((await change(back)).answers).toEqual(given);
  });

  it('offers every subject once', () => {
    const subjects = new Set(questions.filter((row) => row.attempt === undefined).map(subjectOf));
    for (const key of ['credentials', 'region', 'nodes', 'ssh', 'mode', 'vip', 'eip', 'healthCheck', 'cluster'])
      expect(subjects).toContain(key);
    for (const key of ['preferred', 'hostKey', 'TENCENTCLOUD_SECRET_ID']) expect(subjects).not.toContain(key);
  });
});
