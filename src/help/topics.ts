import type { Language } from '../messages/language.js';

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

/** Where the topics of a language are: in src/help, and in dist/help once their tables are filled in. */
export function manualFolder(language: Language): string {
  return language === 'en' ? '' : `${language}/`;
}
