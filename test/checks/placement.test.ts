import { describe, expect, it } from 'vitest';
import { checkPlacement } from '../../src/checks/placement.js';
import type { Instance, Placement } from '../../src/ports/inventory.js';
import { inventory, view } from '../fakes/view.js';

const { spec } = view();

function look(a: Partial<Placement>, b: Partial<Placement>, phase: 'preflight' | 'verify' = 'preflight') {
  const instances = inventory.instances.map((one, index): Instance => {
    const placement = [a, b][index];
    return placement === undefined ? one : { ...one, placement: { groups: [], ...placement } };
  });
  return checkPlacement(spec, { inventory: { ...inventory, instances }, used: [] }, phase).map(
    ({ level, where, message }) => `${level} ${where}: ${message}`,
  );
}

describe('placement', () => {
  it('warns of one dedicated host, whatever else is said', () => {
    expect(look({ host: 'host-1', groups: ['ps-1'] }, { host: 'host-1', groups: ['ps-1'] })).toEqual([
      'warning host-1: both instances are on the dedicated host host-1: one failure takes both',
    ]);
  });

  it('warns of one rack', () => {
    expect(look({ host: 'host-1', rack: 'rack-1' }, { host: 'host-2', rack: 'rack-1' })).toEqual([
      'warning rack-1: both instances are in the rack rack-1: one failure can take both',
    ]);
  });

  it('is content with one spread placement group, and says what it does not know of it', () => {
    expect(look({ groups: ['ps-2', 'ps-1'] }, { groups: ['ps-1'] })).toEqual([
      expect.stringMatching(/^ok cloud: .*ps-1 \(its layer and affinity are not read\)$/),
    ]);
  });

  it('is content with two dedicated hosts', () => {
    expect(look({ host: 'host-1' }, { host: 'host-2' })).toEqual([
      expect.stringMatching(/^ok cloud: .*host-1 and host-2/),
    ]);
  });

  it.each([
    [{}, {}],
    [{ groups: ['ps-1'] }, { groups: ['ps-2'] }],
    [{ host: 'host-1' }, {}],
  ])('knows nothing of %j and %j: a warning before a run, unproven on a running pair', (a, b) => {
    const what = /nothing keeps the two instances off one physical machine.* no common spread placement group$/;
    expect(look(a, b)).toEqual([expect.stringMatching(new RegExp(`^warning cloud: ${what.source}`))]);
    expect(look(a, b, 'verify')).toEqual([expect.stringMatching(new RegExp(`^unproven cloud: ${what.source}`))]);
  });
});
