import { paths, unit } from '../cluster/names.js';
import { say } from '../messages/say.js';
import { defineCheck } from './check.js';
import { error, ok, unproven, warning } from './finding.js';

export const activeCheck = defineCheck({
  id: 'service.active',
  subject: 'hosts',
  about: () => say.about.serviceActive,
  when: ['preflight', 'verify'],
  needs: ['host'],
  run({ host: { id, host } }, { phase, command }) {
    const { loadState, active, activeState, subState } = host.service;
    const words = say.services;
    if (loadState === 'masked') {
      const masked = error(id, words.masked({ unit }), words.maskedHint({ unit, command: command() }));
      return [{ ...masked, code: 'masked' }];
    }
    if (phase === 'preflight') return [];
    if (loadState === 'not-found') return [error(id, words.missing({ unit }), words.installs({ command: command() }))];
    const state = words.state({ unit, state: activeState, detail: subState });
    if (active) return [ok(id, state)];
    return [error(id, state, words.startHint({ unit, command: command() }))];
  },
});

export const enabledCheck = defineCheck({
  id: 'service.enabled',
  subject: 'keepalived',
  about: () => say.about.serviceEnabled,
  when: ['verify'],
  needs: ['host'],
  run({ host: { id, host } }, { command }) {
    const { enabled, unitFileState } = host.service;
    const words = say.services;
    if (enabled) return [ok(id, words.enabled({ unit }))];
    const message = words.disabled({ unit, state: unitFileState || words.noUnit });
    return [error(id, message, words.enables({ command: command() }))];
  },
});

export const loadedCheck = defineCheck({
  id: 'service.loaded',
  subject: 'keepalived',
  about: () => say.about.serviceLoaded,
  when: ['verify'],
  needs: ['host'],
  run({ host: { id, host } }, { command }) {
    if (!host.service.active) return [];
    const words = say.services;
    const hint = words.staleHint({ command: command() });
    if (host.staleUnit) return [warning(id, words.staleUnit, hint)];
    if (host.staleDaemon) return [warning(id, words.staleConfig({ path: paths.config }), hint)];
    return [ok(id, words.loaded)];
  },
});

export const drillLeftCheck = defineCheck({
  id: 'drill.left',
  subject: 'keepalived',
  about: () => say.about.drillLeft,
  when: ['verify'],
  needs: ['host'],
  run({ host: { id, host } }, { command }) {
    if (!host.interruptedDrill) return [];
    const { drillLeft, drillLeftHint } = say.services;
    return [error(id, drillLeft, drillLeftHint({ command: command() }))];
  },
});

export const configTestCheck = defineCheck({
  id: 'config.test',
  subject: 'keepalived',
  about: () => say.about.configTest,
  when: ['verify'],
  needs: ['audit'],
  run({ audit: { id, host } }, { command }) {
    const { verdict, complaints } = host.configTest;
    if (verdict === 'unsupported') {
      if (host.keepalivedVersion === undefined) return [];
      return [unproven(id, say.services.noTest)];
    }
    if (verdict === 'passed') return [ok(id, say.services.accepts({ path: paths.config }))];
    return [error(id, say.services.refuses({ path: paths.config, said: complaints.join('; ') }), command())];
  },
});
