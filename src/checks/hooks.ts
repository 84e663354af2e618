import { hooksUnit as unit } from '../cluster/names.js';
import { faultWords } from '../facts/watch.js';
import { say } from '../messages/say.js';
import { explainFault } from '../pair/problems.js';
import { defineCheck } from './check.js';
import { error, ok, type Remark, warning } from './finding.js';

const silent = { code: 'hooks-silent' } as const;

export const hooksCheck = defineCheck({
  id: 'hooks.running',
  subject: 'roles',
  about: () => say.about.hooksRunning,
  when: ['verify', 'fitness'],
  needs: ['audit'],
  run({ audit: { id, host } }, { command }) {
    const { watch, hooks } = host;
    const words = say.services.hooks;
    const fails = (message: string, hint: string) => [
      { ...error(id, message, hint), code: watch.state, unfit: silent },
    ];
    if (watch.state === 'frozen') {
      return fails(words.frozen, words.frozenHint({ unit }));
    }
    if (watch.state === 'gone') {
      return fails(words.gone, words.goneHint({ unit }));
    }
    if (hooks.status === undefined) {
      return fails(words.silent({ said: hooks.complaint ?? words.saysNothing }), command());
    }
    return [ok(id, words.fine)];
  },
});

export const hooksServiceCheck = defineCheck({
  id: 'hooks.service',
  subject: 'roles',
  about: () => say.about.hooksService,
  when: ['verify'],
  needs: ['audit'],
  run({ audit: { id, host } }, { command }) {
    const { hooksService, staleHooks, staleHooksUnit } = host;
    const words = say.services.hooks;
    if (!hooksService.enabled) {
      return [error(id, words.disabled({ unit }), say.services.enables({ command: command() }))];
    }
    if (staleHooks || staleHooksUnit) {
      return [warning(id, words.stale({ unit }), words.restarts({ command: command() }))];
    }
    return [ok(id, words.serviceFine({ unit }))];
  },
});

/** The reasons for which the hooks keep their own host out. */
const reasons = ['hooks.held', 'hooks.unhealthy', 'hooks.isolated', 'hooks.yielded', 'hooks.stranger'] as const;

function hintOf(fault: string): string {
  const words = say.services.hooks;
  const hints: Readonly<Record<string, string>> = {
    unhealthy: words.unhealthyHint,
    isolated: words.isolatedHint,
    stranger: words.strangerHint,
    yielded: words.yieldedHint,
  };
  return hints[fault] ?? say.checks.seeLog;
}

export const fitCheck = defineCheck({
  id: 'hooks.fit',
  also: reasons as readonly `hooks.${string}`[],
  subject: 'roles',
  about: () => say.about.hooksFit,
  when: ['verify', 'fitness'],
  needs: ['audit'],
  run({ audit: { id, host } }, { command }) {
    const words = say.services.hooks;
    const found = Object.entries(host.watch.faults).map(([fault, text]): Remark<`hooks.${string}`> => {
      const why = faultWords(text);
      const message = words.unfit({ fault: explainFault(fault, text) });
      // A person has asked for that one; nobody asks for the others.
      const isHeld = fault === 'held';
      const release = words.release({ command: command('switchover', '--release', id) });
      const remark = isHeld ? warning(id, message, release) : error(id, message, hintOf(fault));
      return { ...remark, id: `hooks.${fault}`, unfit: { code: 'kept-out', fault, why } };
    });
    return found.length > 0 ? found : [ok(id, words.fit)];
  },
});
