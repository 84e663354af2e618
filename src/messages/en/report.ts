/** The result of verify as a page. */
export const report = {
  language: 'en',
  title: ({ cluster, time }: { cluster: string; time: string }) => `${cluster}: ha-setup verify, ${time}`,
  well: 'All well',
  notWell: 'Not well',
  unknown: 'not known',
  vip: ({ vip, active }: { vip: string; active: string }) => `VIP ${vip}, active: ${active}`,
  counts: (n: { checks: number; ok: number; warnings: number; errors: number; unproven: number }) =>
    `${n.checks} ${n.checks === 1 ? 'check' : 'checks'}: ${n.ok} ok, ${n.warnings} ${n.warnings === 1 ? 'warning' : 'warnings'}, ${n.errors} ${n.errors === 1 ? 'error' : 'errors'}, ${n.unproven} unproven`,
  countsBefore: (n: { checks: number; ok: number; warnings: number; errors: number; unproven: number }) =>
    `${n.checks} ${n.checks === 1 ? 'check' : 'checks'} before the failovers: ${n.ok} ok, ${n.warnings} ${n.warnings === 1 ? 'warning' : 'warnings'}, ${n.errors} ${n.errors === 1 ? 'error' : 'errors'}, ${n.unproven} unproven`,
  outages: 'Outages',
  place: ({ place }: { place: string }) => `Probed from ${place}; 0.00 s: no probe lost`,
  failovers: 'Failovers',
  kept: ({ kind, from, to }: { kind: string; from: string; to: string }) => `${kind}: ${from} → ${to}, no probe lost`,
  lost: ({ kind, from, to, time }: { kind: string; from: string; to: string; time: string }) =>
    `${kind}: ${from} → ${to}, ${time} without an answer`,
  drawing: ({ kind, from, to }: { kind: string; from: string; to: string }) => `${kind}: ${from} to ${to}`,
  span: ({ phase, time }: { phase: string; time: string }) => `${phase}, ${time}`,
  checks: 'Checks',
  pair: 'cloud and pair',
  levels: { error: 'error', warning: 'warning', unproven: 'unproven', ok: 'ok' },
  /** What a bar of the drawing is called, for those who do not see its colour. */
  phases: {
    active: 'active',
    standby: 'standby',
    claiming: 'MASTER, VIP on its way',
    yielding: 'still answers',
    down: 'down',
    answered: 'answered',
    silent: 'no answer',
  },
};
