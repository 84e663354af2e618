import { paths, unit } from '../cluster/names.js';
import { defineCheck } from './check.js';
import { error, ok, unproven, warning } from './finding.js';

export const activeCheck = defineCheck({
  id: 'service.active',
  title: 'the two hosts',
  about: 'keepalived runs; before a run: nobody has masked it',
  when: ['preflight', 'verify'],
  needs: ['host'],
  run({ host: { id, host } }, { phase, command }) {
    const { loadState, active, activeState, subState } = host.service;
    if (loadState === 'masked') {
      const masked = error(id, `${unit} is masked`, `there: systemctl unmask ${unit}; then ${command()}`);
      return [{ ...masked, code: 'masked' }];
    }
    if (phase === 'preflight') return [];
    if (loadState === 'not-found') return [error(id, `${unit} is not installed`, `${command()} installs it`)];
    const state = `${unit} is ${activeState} (${subState})`;
    if (active) return [ok(id, state)];
    return [error(id, state, `${command()} starts it; there, journalctl -u ${unit} says why it ended`)];
  },
});

export const enabledCheck = defineCheck({
  id: 'service.enabled',
  title: 'keepalived',
  about: 'keepalived starts at boot',
  when: ['verify'],
  needs: ['host'],
  run({ host: { id, host } }, { command }) {
    const { enabled, unitFileState } = host.service;
    if (enabled) return [ok(id, `${unit} starts at boot`)];
    return [error(id, `${unit} does not start at boot (${unitFileState || 'no unit'})`, `${command()} enables it`)];
  },
});

export const loadedCheck = defineCheck({
  id: 'service.loaded',
  title: 'keepalived',
  about: 'keepalived runs with the files in place',
  when: ['verify'],
  needs: ['host'],
  run({ host: { id, host } }, { command }) {
    if (!host.service.active) return [];
    const older = `keepalived runs with an older ${paths.config} than the one in place`;
    const stale = host.staleUnit ? 'systemd has not read our drop-in, or an older one' : host.staleDaemon && older;
    return [stale ? warning(id, stale, `${command()} has it read again`) : ok(id, 'it runs with the files in place')];
  },
});

export const drillLeftCheck = defineCheck({
  id: 'drill.left',
  title: 'keepalived',
  about: 'no failover drill was left behind',
  when: ['verify'],
  needs: ['host'],
  run({ host: { id, host } }, { command }) {
    if (!host.interruptedDrill) return [];
    const hint = `wait up to 3 minutes for the host's own timer, or ${command()}`;
    return [error(id, 'a failover drill left it stopped or frozen', hint)];
  },
});

export const configTestCheck = defineCheck({
  id: 'config.test',
  title: 'keepalived',
  about: 'keepalived -t accepts its configuration',
  when: ['verify'],
  needs: ['audit'],
  run({ audit: { id, host } }, { command }) {
    const { verdict, complaints } = host.configTest;
    if (verdict === 'unsupported') {
      if (host.keepalivedVersion === undefined) return [];
      return [unproven(id, 'this keepalived cannot test a configuration (-t came with 2.0)')];
    }
    if (verdict === 'passed') return [ok(id, `keepalived -t accepts ${paths.config}`)];
    return [error(id, `keepalived -t refuses ${paths.config}: ${complaints.join('; ')}`, command())];
  },
});
