/** The manual's topics, in the order in which `ha-setup help` lists them. */
export const topics = [
  ...['commands', 'wizard', 'answers', 'run', 'ssh', 'permissions', 'security'],
  ...[
    'hosts',
    'havip',
    'failover',
    'verify',
    'logs',
    'metrics',
    'fleet',
    'replace',
    'uninstall',
    'distributions',
    'trouble',
  ],
  ...['exit-codes', 'api-codes', 'json', 'environment', 'completion', 'lab', 'glossary'],
] as const;
