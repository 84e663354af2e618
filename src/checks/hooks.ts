import { hooksUnit, paths } from '../cluster/names.js';
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
    const { watch, hooks } = host;
    const say = (message: string, hint: string) => [{ ...error(id, message, hint), code: watch.state, unfit: silent }];
    if (watch.state === 'frozen') {
      return say('vip.py gives no sign of life: it moves and repairs nothing', `there: systemctl restart ${hooksUnit}`);
    }
    if (watch.state === 'gone') {
      const hint = `there: systemctl start ${hooksUnit}; journalctl -u ${hooksUnit} tells why it ended`;
      return say('vip.py does not run: nothing moves or repairs the VIP', hint);
    }
    if (hooks.status === undefined) {
      return say(`vip.py status fails: ${hooks.complaint ?? 'it says nothing'}`, command());
    }
    return [ok(id, 'vip.py watches and answers')];
  },
});

export const hooksServiceCheck = defineCheck({
  id: 'hooks.service',
  title: 'roles',
  about: 'the service of vip.py starts at boot and runs what stands in its files',
  when: ['verify'],
  needs: ['audit'],
  run({ audit: { id, host } }, { command }) {
    const { hooksService, staleHooks, staleHooksUnit } = host;
    if (!hooksService.enabled) {
      return [
        error(id, `${hooksUnit} is not enabled: after a reboot nothing moves the VIP`, `${command()} enables it`),
      ];
    }
    if (staleHooks || staleHooksUnit) {
      return [warning(id, `${hooksUnit} runs with older files than those on the host`, `${command()} starts it anew`)];
    }
    return [ok(id, `${hooksUnit} is enabled and runs what stands in its files`)];
  },
});

/** The reasons for which the hooks keep their own host out. */
const reasons = ['hooks.held', 'hooks.unhealthy', 'hooks.isolated', 'hooks.yielded', 'hooks.stranger'] as const;

const hints: Readonly<Record<string, string>> = {
  unhealthy: 'repair the service that healthCheck in the answers asks; the host comes back by itself',
  isolated: 'see that the host reaches the API, its gateway and its peer; it comes back by itself',
  stranger: `it is not the host that its files name (a copy of a disk, or a lost DHCP lease): ${seeLog}`,
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
