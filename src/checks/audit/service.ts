import { paths, unit } from '../../cluster/names.js';
import type { Check } from '../../cluster/verify-result.js';
import { missingPackages } from '../../facts/host.js';
import { compareVersions } from '../../facts/packages.js';
import { oldestKeepalived } from '../hosts.js';
import { error, ok, unproven, warning } from './check.js';
import type { KnownHost, PairFacts } from './pair.js';

/** keepalived runs, will run after the next boot, and runs what stands in its files. */
export function checkService({ id, host }: KnownHost, { mend }: PairFacts): Check[] {
  const { service, interruptedDrill, staleUnit, staleDaemon } = host;
  const checks: Check[] = [];
  if (service.loadState === 'masked') {
    checks.push(error('service.active', id, `${unit} is masked`, `there: systemctl unmask ${unit}; then ${mend}`));
  } else if (service.loadState === 'not-found') {
    checks.push(error('service.active', id, `${unit} is not installed`, `${mend} installs it`));
  } else if (!service.active) {
    const why = `${unit} is ${service.activeState} (${service.subState})`;
    checks.push(error('service.active', id, why, `${mend} starts it; there, journalctl -u ${unit} says why it ended`));
  } else {
    checks.push(ok('service.active', id, `${unit} is ${service.activeState} (${service.subState})`));
  }
  checks.push(
    service.enabled
      ? ok('service.enabled', id, `${unit} starts at boot`)
      : error(
          'service.enabled',
          id,
          `${unit} does not start at boot (${service.unitFileState || 'no unit'})`,
          `${mend} enables it`,
        ),
  );
  if (service.active) {
    const stale = staleUnit
      ? 'systemd has not read our drop-in, or an older one'
      : staleDaemon && `keepalived runs with an older ${paths.config} than the one in place`;
    checks.push(
      stale
        ? warning('service.loaded', id, stale, `${mend} has it read again`)
        : ok('service.loaded', id, 'it runs with the files in place'),
    );
  }
  if (interruptedDrill) {
    const hint = `wait up to 3 minutes for the host's own timer, or ${mend}`;
    checks.push(error('drill.left', id, 'a failover drill left it stopped or frozen', hint));
  }
  return checks;
}

/** keepalived would accept its configuration at the next start. */
export function checkConfig({ id, host }: KnownHost, { mend }: PairFacts): Check[] {
  const { verdict, complaints } = host.configTest;
  if (verdict === 'unsupported') {
    return host.keepalivedVersion === undefined
      ? []
      : [unproven('config.test', id, 'this keepalived cannot test a configuration (-t came with 2.0)')];
  }
  if (verdict === 'passed') return [ok('config.test', id, `keepalived -t accepts ${paths.config}`)];
  return [error('config.test', id, `keepalived -t refuses ${paths.config}: ${complaints.join('; ')}`, mend)];
}

/** What is installed will do; the same on both hosts is checked of the pair. */
export function checkVersions({ id, host }: KnownHost, { mend }: PairFacts): Check[] {
  const { packages, keepalivedVersion, python, family, os } = host;
  const missing = missingPackages(host);
  if (missing.length > 0)
    return [error('versions', id, `${missing.join(' and ')} is not installed`, `${mend} installs it`)];
  if (keepalivedVersion !== undefined && compareVersions(keepalivedVersion, oldestKeepalived) < 0) {
    const old = `keepalived ${keepalivedVersion.join('.')} is older than ${oldestKeepalived.join('.')}`;
    return [error('versions', id, old, `there: ${family?.upgrade ?? 'upgrade the package'}`)];
  }
  const keepalived = packages['keepalived'] ?? keepalivedVersion?.join('.');
  const shown = `${os.prettyName}, keepalived ${keepalived}, ${python?.path} ${python?.version.join('.')}`;
  return [ok('versions', id, shown)];
}

/** Bytes below which a log line or a state file may soon fail to be written. */
const scarceBytes = 20 * 2 ** 20;

export function checkDisk({ id, host }: KnownHost): Check[] {
  const full = host.disks.filter(({ freeBytes }) => freeBytes < scarceBytes);
  if (full.length === 0) return [ok('disk', id, 'there is room for state, log and records')];
  return full.map(({ path, freeBytes }) =>
    warning(
      'disk',
      id,
      `${path} has only ${Math.floor(freeBytes / 2 ** 20)} MiB left`,
      `there: du -xh ${path} | sort -h`,
    ),
  );
}
