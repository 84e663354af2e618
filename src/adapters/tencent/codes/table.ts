import type { CodeClass, CodeRow } from './code.js';
import { eipCodes } from './eip.js';
import { gatewayCodes } from './gateway.js';
import { networkCodes } from './network.js';

const rows: readonly CodeRow[] = [...gatewayCodes, ...networkCodes, ...eipCodes];
const byCode = new Map<string, CodeRow>();
for (const row of rows) {
  for (const code of row.codes) for (const action of row.actions ?? ['*']) byCode.set(`${action} ${code}`, row);
}

/** Codes that several services spell with another first half. */
const endings: Readonly<Record<string, CodeClass>> = {
  MutexTaskRunning: 'slowly',
  MutexOperationTaskRunning: 'slowly',
  IdempotentProcessing: 'slowly',
};
/** Families whose members, documented or not, mean the same. */
const families: Readonly<Record<string, CodeClass>> = {
  RequestLimitExceeded: 'unsent',
  InternalError: 'soon',
  AuthFailure: 'credentials',
};

/** The row of a documented code; undefined for one that the API's documentation of these actions does not have. */
export function findCode(action: string, code: string): CodeRow | undefined {
  return byCode.get(`${action} ${code}`) ?? byCode.get(`* ${code}`);
}

/** What a refusal means; a code that is not documented is final unless its name is of a known kind. Pure. */
export function classify(code: string): CodeClass {
  const known = byCode.get(`* ${code}`);
  if (known !== undefined) return known.class;
  const [family = '', ending = ''] = code.split('.');
  return endings[ending] ?? families[family] ?? 'final';
}
