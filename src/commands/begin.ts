import type { SetupOptions } from '../cli/setup.js';
import { AnswersKeeper } from './keeper.js';
import { type Obtained, obtainAnswers } from './obtain.js';
import type { Toolbox } from './toolbox.js';

/** Ask, check, plan, confirm, apply, plan again, prove by failing over, report. */
export async function setUp(options: SetupOptions, toolbox: Toolbox): Promise<void> {
  const keeper = new AnswersKeeper(toolbox);
  try {
    let obtained: Obtained | undefined = await obtainAnswers(options.answers, toolbox, keeper);
    // The first question needs little; the rest is loaded once there are answers.
    const { runOnce } = await import('./setup.js');
    while (obtained !== undefined) obtained = await runOnce(obtained, options, keeper, toolbox);
  } catch (error) {
    await keeper.rescue(error);
    throw error;
  }
}
