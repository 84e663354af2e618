/** A refusal in the API's own words; becomes Response.Error. */
export class ApiError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
  }
}

/** The errors that several actions share, as the API documents them. */
export const refusals = {
  notFound: (what: string, id: string) =>
    new ApiError('ResourceNotFound', `The ${what} \`${id}\` cannot be found. Please check and try again later.`),
  malformed: (field: string, value: string) =>
    new ApiError('InvalidParameterValue.Malformed', `The value \`${value}\` of parameter \`${field}\` is malformed.`),
  busy: (id: string) =>
    new ApiError(
      'UnsupportedOperation.MutexOperationTaskRunning',
      `An asynchronous task is running on the resource \`${id}\`. Please try again later.`,
    ),
  /** Which code an account gets that is not in the beta of HAVIPs is not documented. */
  notLetIn: () => new ApiError('UnsupportedOperation', 'HAVIPs are in beta, and this account has not been let in.'),
  coexist: (one: string, other: string) =>
    new ApiError('InvalidParameter.Coexist', `The parameters \`${one}\` and \`${other}\` cannot coexist.`),
} as const;
