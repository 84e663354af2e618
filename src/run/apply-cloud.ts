import type { EipId, EniId, Ipv4 } from '../cluster/ids.js';
import type { ClusterSpec } from '../cluster/spec.js';
import { isBound, isBoundTo } from '../facts/eip.js';
import { inventoryQuery } from '../mechanism/survey.js';
import { say } from '../messages/say.js';
import type { Change } from '../operations/change.js';
import type { Eip } from '../ports/inventory.js';
import { type CloudContext, settle } from './cloud-context.js';
import { onceOnly } from './once-only.js';
import { type ClientTokens, tokenNames } from './tokens.js';
import { whileBusy } from './while-busy.js';

type CloudChange = Extract<Change, { kind: 'vip.assign' | 'vip.describe' | 'eip.allocate' | 'eip.associate' }>;

/** Makes one change in the cloud and returns once the cloud's own record shows it. */
export async function applyCloudChange(
  change: CloudChange,
  spec: ClusterSpec,
  context: CloudContext & { readonly tokens: ClientTokens },
): Promise<void> {
  const { cloud, tokens } = context;
  const patiently = (call: () => Promise<unknown>) => whileBusy(context.clock, context.tell, call);
  switch (change.kind) {
    case 'vip.assign': {
      const { eni, vip, description } = change;
      await onceOnly(tokens, tokenNames.vip, `${eni} ${vip} ${description}`, {
        send: (token) => patiently(() => cloud.assignVip(eni, vip, description, token)),
        settle: () =>
          settle('vip.assign', `${vip} on ${eni}`, spec, context, ({ enis }) =>
            enis.some((one) => one.id === eni && one.ips.some((ip) => ip.address === vip && ip.state === 'AVAILABLE')),
          ),
      });
      return;
    }
    case 'vip.describe':
      await patiently(() => cloud.describeVip(change.eni, change.vip, change.description));
      await settle('vip.describe', say.run.subjects.vipName(change), spec, context, ({ enis }) =>
        enis.some((eni) => eni.ips.some((ip) => ip.address === change.vip && ip.description === change.description)),
      );
      return;
    case 'eip.allocate': {
      const { name } = change;
      await onceOnly(tokens, tokenNames.eip, `${spec.region} ${name}`, {
        send: (token) => patiently(() => cloud.allocateEip(name, token)),
        settle: () =>
          settle('eip.allocate', say.run.subjects.eipName({ name }), spec, context, ({ eips }) =>
            eips.some((eip) => eip.name === name && (eip.status === 'UNBIND' || isBound(eip))),
          ),
      });
      return;
    }
    case 'eip.associate': {
      const { eip } = change;
      if (eip === undefined) throw new Error('an EIP is bound only once it exists');
      await bindEip(eip, change.eni, change.vip, spec, context);
    }
  }
}

/** Binds the EIP to the VIP; one that a move of the VIP left on its old ENI is taken off there first. */
async function bindEip(id: EipId, eni: EniId, vip: Ipv4, spec: ClusterSpec, context: CloudContext): Promise<void> {
  const { cloud, clock, tell } = context;
  const settled = (what: string, isDone: (eip: Eip) => boolean) =>
    settle('eip.associate', what, spec, context, ({ eips }) => eips.some((one) => one.id === id && isDone(one)));
  const { eips } = await cloud.inventory({ ...inventoryQuery(spec), limits: false });
  const before = eips.find((one) => one.id === id);
  if (before !== undefined && isBound(before) && before.privateIp === vip && before.eni !== eni) {
    await whileBusy(clock, tell, () => cloud.disassociateEip(id));
  }
  await settled(say.run.subjects.eipFree({ eip: id }), (eip) => eip.status === 'UNBIND' || isBoundTo(eip, eni, vip));
  const now = (await cloud.inventory({ ...inventoryQuery(spec), limits: false })).eips.find((one) => one.id === id);
  if (now !== undefined && isBoundTo(now, eni, vip)) return;
  await whileBusy(clock, tell, () => cloud.associateEip(id, eni, vip));
  await settled(say.run.subjects.eip({ eip: id, vip }), (eip) => isBoundTo(eip, eni, vip));
}
