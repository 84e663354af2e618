import { nodeNames } from '../cluster/nodes.js';
import type { ClusterSpec } from '../cluster/spec.js';
import { findPreferred, type HostSettings } from '../facts/settings.js';
import { say } from '../messages/say.js';
import { findLanguage, settingsOf } from '../operations/host-language.js';
import type { View } from '../operations/operation.js';

/** A setting of a pair that is there already, and that the answers change or leave out. */
export type Revision =
  | { readonly setting: 'mode'; readonly was: string; readonly is: string; readonly preferred?: string }
  | { readonly setting: 'preferred' | 'vip'; readonly was: string; readonly is: string }
  /** It stays bound and billed where the answers no longer name it. */
  | { readonly setting: 'eip'; readonly was: string; readonly is: string | null; readonly vip: string }
  | { readonly setting: 'healthCheck' | 'notifyCommand' | 'metrics'; readonly was: string; readonly is: string | null }
  /** Its address is a secret. */
  | { readonly setting: 'webhook'; readonly dropped: boolean }
  | {
      readonly setting: 'detection' | 'hostCredentials' | 'webhookFormat' | 'language' | 'mechanism';
      readonly was: string;
      readonly is: string;
    };

/** What becomes of the settings that the hosts have now. An addition takes nothing away, and is none. */
export function findRevisions(view: View): readonly Revision[] {
  const { spec, topology, hosts } = view;
  const known = nodeNames.flatMap((node) => {
    const { settings, keepalived } = hosts[node];
    return settings?.cluster === spec.cluster ? [{ settings, keepalived }] : [];
  });
  const [first] = known;
  if (first === undefined) return [];
  const { mode, mechanism = 'migrate', vip, eip, credentials, healthCheck, webhook, ...told } = first.settings;
  const versions = known.flatMap(({ keepalived }) => keepalived?.instances[0]?.version ?? []);
  const detection = versions.length === 0 ? undefined : versions.includes(3) ? 'fast' : 'standard';
  const language = findLanguage(spec, settingsOf(view));
  const before = findPreferred(first.settings);
  const preferred = spec.mode === 'preferred' ? spec.preferred : undefined;
  const eipNow = spec.eip === 'none' ? null : (topology.eip?.id ?? spec.eip);
  const [check, checkNow] = [nameCheck(healthCheck), nameCheck(spec.healthCheck)];
  const webhookNow = spec.notify?.webhook ?? null;
  return [
    ...(mode !== undefined && mode !== spec.mode
      ? [{ setting: 'mode', was: mode, is: spec.mode, ...(preferred && { preferred }) } as const]
      : []),
    ...(before && preferred && before !== preferred
      ? [{ setting: 'preferred', was: before, is: preferred } as const]
      : []),
    ...(mechanism === spec.mechanism ? [] : [{ setting: 'mechanism', was: mechanism, is: spec.mechanism } as const]),
    ...(vip === topology.vip ? [] : [{ setting: 'vip', was: vip, is: topology.vip } as const]),
    ...(eip && eip !== eipNow ? [{ setting: 'eip', was: eip, is: eipNow, vip } as const] : []),
    ...(check !== null && check !== checkNow ? [{ setting: 'healthCheck', was: check, is: checkNow } as const] : []),
    ...(webhook && webhook !== webhookNow ? [{ setting: 'webhook', dropped: webhookNow === null } as const] : []),
    ...findToldRevisions(told, webhook !== null && webhook === webhookNow, spec),
    ...(detection !== undefined && detection !== spec.detection
      ? [{ setting: 'detection', was: detection, is: spec.detection } as const]
      : []),
    ...(credentials !== undefined && credentials !== spec.hostCredentials
      ? [{ setting: 'hostCredentials', was: credentials, is: spec.hostCredentials } as const]
      : []),
    ...(language !== undefined && spec.language !== undefined && language !== spec.language
      ? [{ setting: 'language', was: language, is: spec.language } as const]
      : []),
  ];
}

/** Of who else is told: the form of a webhook that stays, a command, a folder of figures. */
function findToldRevisions(
  {
    webhookFormat: format,
    notifyCommand: command,
    metrics,
  }: Pick<HostSettings, 'webhookFormat' | 'notifyCommand' | 'metrics'>,
  sameWebhook: boolean,
  spec: ClusterSpec,
): readonly Revision[] {
  const now = { format: spec.notify?.format ?? 'json', command: spec.notify?.command ?? null };
  const folder = spec.metrics?.textfile ?? null;
  const rows: readonly (Revision | undefined)[] = [
    sameWebhook && format !== undefined && format !== now.format
      ? { setting: 'webhookFormat', was: format, is: now.format }
      : undefined,
    command && command !== now.command ? { setting: 'notifyCommand', was: command, is: now.command } : undefined,
    metrics && metrics !== folder ? { setting: 'metrics', was: metrics, is: folder } : undefined,
  ];
  return rows.filter((row) => row !== undefined);
}

/** Such as "tcp 3306"; null where there is none. */
function nameCheck(check: HostSettings['healthCheck'] | ClusterSpec['healthCheck']): string | null {
  const [one] = Object.entries(check ?? {});
  return one === undefined ? null : one.join(' ');
}

export function describeRevision(revision: Revision): string {
  switch (revision.setting) {
    case 'mode':
      return revision.preferred === undefined
        ? say.plan.modeStable
        : say.plan.modePreferred({ preferred: revision.preferred });
    case 'preferred':
      return say.plan.preferredChanges(revision);
    case 'vip':
      return say.plan.vipChanges(revision);
    case 'eip': {
      const { was, is, vip } = revision;
      return is === null ? say.plan.eipLeft({ eip: was, vip }) : say.plan.eipChanges({ was, is });
    }
    case 'healthCheck': {
      const { was, is } = revision;
      return is === null ? say.plan.checkLeft({ check: was }) : say.plan.checkChanges({ was, is });
    }
    case 'webhook':
      return revision.dropped ? say.plan.webhookLeft : say.plan.webhookChanges;
    case 'webhookFormat':
      return say.plan.webhookFormatChanges(revision);
    case 'notifyCommand': {
      const { was, is } = revision;
      return is === null ? say.plan.commandLeft({ command: was }) : say.plan.commandChanges({ was, is });
    }
    case 'metrics': {
      const { was, is } = revision;
      return is === null ? say.plan.metricsLeft({ folder: was }) : say.plan.metricsChanges({ was, is });
    }
    case 'detection':
      return say.plan.detectionChanges(revision);
    case 'language':
      return say.plan.languageChanges(revision);
    case 'mechanism':
      return say.havip.mechanismChanges(revision);
    case 'hostCredentials':
      return say.plan.credentialsChange(revision);
  }
}
