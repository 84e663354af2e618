import type { Check } from '../../cluster/verify-result.js';

export function ok(id: string, where: string, message: string): Check {
  return { id, level: 'ok', where, message };
}

export function unproven(id: string, where: string, message: string, hint?: string): Check {
  return { id, level: 'unproven', where, message, ...(hint !== undefined && { hint }) };
}

export function warning(id: string, where: string, message: string, hint: string): Check {
  return { id, level: 'warning', where, message, hint };
}

export function error(id: string, where: string, message: string, hint: string): Check {
  return { id, level: 'error', where, message, hint };
}
