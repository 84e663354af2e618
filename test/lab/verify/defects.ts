import { addressDefects } from './address.js';
import { cloudDefects } from './cloud.js';
import type { Defect } from './defect.js';
import { fileDefects } from './files.js';
import { hostDefects } from './hosts.js';

/** Each is found by the check of its id, named in its words, with a hint that has those it asks for. */
export const defects: Readonly<Record<string, Defect>> = {
  ...fileDefects,
  ...hostDefects,
  ...addressDefects,
  ...cloudDefects,
};
