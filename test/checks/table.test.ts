import { expect, test } from 'vitest';
import { defineCheck } from '../../src/checks/check.js';
import { type CheckId, checksTable } from '../../src/checks/table.js';

const rows = checksTable();

test('each id stands for one thing, and each check says what must hold', () => {
  const ids = rows.flatMap((row) => row.ids);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  for (const { ids: own, about, when } of rows) {
    expect(about, own[0]).toMatch(/^\S.{9,}[^.]$/);
    expect(when.length, own[0]).toBeGreaterThan(0);
  }
});

test('the compiler knows what a check may need, and under which ids one reports', () => {
  const row = { id: 'x', title: 'roles', about: 'x', run: () => [] } as const;
  // @ts-expect-error before a run no hooks are there to be looked at
  defineCheck({ ...row, when: ['preflight'], needs: ['audit'] });
  // @ts-expect-error the row does not say that it needs the topology
  defineCheck({ ...row, when: ['verify'], needs: ['cloud'], run: ({ topology }) => [topology] });
  // @ts-expect-error no check has this id
  const unknown: CheckId = 'vip.color';
  const known: readonly CheckId[] = ['clock', 'files.owner', 'hooks.isolated', 'ssh.host-key'];
  const ids: readonly string[] = rows.flatMap((one) => one.ids);
  expect([unknown, ...known].filter((id) => !ids.includes(id))).toEqual([unknown]);
});
