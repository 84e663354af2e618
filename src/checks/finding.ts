/** What a check saw. Warnings are shown; one error or more ends the run before anything is changed. */
export interface Finding {
  readonly level: 'error' | 'warning';
  readonly message: string;
  /** A host or a cloud resource. */
  readonly where?: string;
  readonly hint: string;
}

export function error(where: string | undefined, message: string, hint: string): Finding {
  return { level: 'error', message, hint, ...(where !== undefined && { where }) };
}

export function warning(where: string | undefined, message: string, hint: string): Finding {
  return { level: 'warning', message, hint, ...(where !== undefined && { where }) };
}
