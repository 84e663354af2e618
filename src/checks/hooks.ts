import { paths } from '../cluster/names.js';
import { faultWords } from '../facts/watch.js';
import { defineCheck } from './check.js';
import { error, ok, type Remark, warning } from './finding.js';

/** Where to read why the hooks did what they did. */
export const seeLog = `there, ${paths.log} has each decision with its reason`;

const silent = { code: 'hooks-silent' } as const;

export const hooksCheck = defineCheck({
  id: 'hooks.running',
  title: 'roles',
  about: 'vip.py runs and answers',
  when: ['verify', 'fitness'],
  needs: ['audit'],
  run({ audit: { id, host } }, { command }) {
    const { watch, hooks, service } = host;
    const say = (message: string, hint: string) => [{ ...error(id, message, hint), unfit: silent }];
    if (watch.state === 'frozen') {
      const hint = 'there: pkill -CONT -f "vip.py watch"';
      return say('vip.py watch is stopped (SIGSTOP): it moves and repairs nothing', hint);
    }
    if (watch.state === 'gone') {
      const hint = service.active
        ? `check_self.sh starts it every 2 s: ${seeLog}`
        : `${command()} starts keepalived, which starts it`;
      return say('vip.py watch does not run: nothing moves or repairs the VIP', hint);
    }
    if (hooks.status === undefined) {
      return say(`vip.py status fails: ${hooks.complaint ?? 'it says nothing'}`, command());
    }
    return [ok(id, 'vip.py watches and answers')];
  },
});

/** The reasons for which the hooks keep their own host out. */
const reasons = ['hooks.held', 'hooks.unhealthy', 'hooks.isolated', 'hooks.yielded'] as const;

const hints: Readonly<Record<string, string>> = {
  unhealthy: 'repair the service that healthCheck in the answers asks; the host comes back by itself',
  isolated: 'see that the host reaches the API, its gateway and its peer; it comes back by itself',
  yielded: `the VIP was moved away from it in the cloud: ${seeLog}`,
};

export const fitCheck = defineCheck({
  id: 'hooks.fit',
  also: reasons as readonly `hooks.${string}`[],
  title: 'roles',
  about: 'nothing keeps the host out; else hooks.REASON says what does',
  when: ['verify', 'fitness'],
  needs: ['audit'],
  run({ audit: { id, host } }, { command }) {
    const found = Object.entries(host.watch.faults).map(([fault, text]): Remark<`hooks.${string}`> => {
      const why = faultWords(text);
      const message = `it may not be active: ${fault}${why ? ` (${why})` : ''}`;
      // A person has asked for that one; nobody asks for the others.
      const isHeld = fault === 'held';
      const release = `${command('switchover', '--release', id)} lets it take part again`;
      const remark = isHeld ? warning(id, message, release) : error(id, message, hints[fault] ?? seeLog);
      return { ...remark, id: `hooks.${fault}`, unfit: { code: 'kept-out', fault, why } };
    });
    return found.length > 0 ? found : [ok(id, 'it may be active')];
  },
});
