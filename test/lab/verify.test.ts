import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyResult } from '../../src/spec/verify-result.js';
import { describeLab } from './needs-lab.js';
import { Pair } from './pair.js';
import { snapshotFiles } from './product.js';
import { defects, type Scene } from './verify/defects.js';

describeLab('verify', () => {
  let scene: Scene;

  async function verify(args: readonly string[] = [], env?: NodeJS.ProcessEnv) {
    const { pair } = scene;
    const run = await pair.lab.run(['verify', '--answers', pair.answers, '--json', ...args], env ? { env } : {});
    expect(run.stderr).not.toContain('a defect of ours');
    const result = verifyResult.parse(JSON.parse(run.stdout));
    return { ...run, result, ill: result.checks.filter(({ level }) => level !== 'ok') };
  }

  /** What was put right takes its time to be noticed: a role is back after an advert, the API's answer at the next look. */
  async function becomesWell() {
    const end = Date.now() + 30_000;
    for (;;) {
      const { code, ill } = await verify();
      if (ill.length === 0) return expect(code).toBe(0);
      if (Date.now() > end) return expect(ill).toEqual([]);
    }
  }

  beforeAll(async () => {
    const pair = await Pair.start({ eip: 'allocate' }, { latencyMs: 20, landingMs: 300, eipMs: 100 });
    const active = await pair.settled();
    const [eip] = (await pair.lab.cloud.record()).eips;
    scene = { pair, active, standby: pair.peer(active), eip: eip?.id ?? '' };
  });
  afterAll(() => scene?.pair.lab.close());

  it('reports nothing on a healthy pair, and changes nothing', async () => {
    const { lab } = scene.pair;
    const files = await snapshotFiles(lab);
    await lab.cloud.clearCalls();
    await becomesWell();
    expect((await lab.cloud.mutations()).filter(({ code }) => code === 'ok')).toEqual([]);
    expect(await snapshotFiles(lab)).toEqual(files);
  });

  describe.each(Object.entries(defects))('%s', (_, defect) => {
    it('is found and named, with how to mend it', async () => {
      const { id, says, hint, level = 'error', env } = defect;
      await defect.inject(scene);
      const { code, stderr, stdout, ill } = await verify([], env).finally(() => defect.undo(scene));
      const found = ill.filter((check) => check.id === id && check.message.includes(says));
      expect(found, JSON.stringify(ill, null, 1)).not.toEqual([]);
      for (const check of found) expect(check).toMatchObject({ level, hint: expect.stringContaining(hint) });
      for (const check of ill) if (check.level !== 'unproven') expect(check.hint).toBeTruthy();
      expect(code).toBe(ill.some((check) => check.level === 'error') ? 4 : 0);
      expect(stdout + stderr).not.toContain('Wr0ngPw1');
    });
  });

  it('reports nothing again once all of them are undone', becomesWell);
});
