import type { CodeRow } from '../adapters/tencent/codes/code.js';
import { eipCodes } from '../adapters/tencent/codes/eip.js';
import { gatewayCodes } from '../adapters/tencent/codes/gateway.js';
import { networkCodes } from '../adapters/tencent/codes/network.js';
import { say } from '../messages/say.js';
import type { Entry } from './lay-out.js';

/** Codes that a run meets and goes on from by itself. */
const passing: readonly CodeRow['class'][] = ['unsent', 'soon', 'slowly', 'token'];

/** The API's error codes by what to do about them; codes with one hint are one row. What only a fault of ours brings is left out. */
export function apiCodesTable(): readonly Entry[] {
  const byHint = new Map<string, string[]>();
  for (const row of [...gatewayCodes, ...networkCodes, ...eipCodes].filter(({ hint }) => hint !== 'internal')) {
    const hint = say.codes[row.hint];
    const text = passing.includes(row.class) ? say.help.triedAgain({ hint }) : hint;
    const actions = row.actions === undefined ? '' : ` (${row.actions.join(', ')})`;
    byHint.set(text, [...(byHint.get(text) ?? []), ...row.codes.map((code) => code + actions)]);
  }
  return [...byHint].map(([text, codes]) => ({ term: codes.join(', '), text }));
}
