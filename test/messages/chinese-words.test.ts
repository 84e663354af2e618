import { describe, expect, it } from 'vitest';
import { chinese } from '../../src/messages/zh/chinese.js';

/** What has no other name in Chinese: products, protocols, programs, keys, values of keys. */
const names = new Set(
  [
    'API ARP Arp CAM CPU CVM DNS DescribeNetworkAccountType DescribeRegions Enter HAVIP HTTP ID IP JSON LEGACY Mbps Prometheus',
    'SDK SSH STANDARD SecretId SecretKey TCP Ubuntu URL UTC VIP VPC Debian HTML Ctrl C h d',
    'HA_SETUP_LANG LANG LC_ALL LC_MESSAGES NO_COLOR TENCENTCLOUD_SECRET_ID TENCENTCLOUD_SECRET_KEY _TOKEN TRAFFIC_POSTPAID_BY_HOUR',
    'agent ap beijing cvm en esc failback guangzhou ha help keep keepalived lang n nginx no policy preferred root service setup',
    'sshd_config ssh shell sudo systemd tccli ubuntu y yes yaml zh bash fish zsh clusters rehearse switchover verify ctrl',
    'operator node_exporter textfile IPv s m w',
  ].flatMap((line) => line.split(' ')),
);

/** Every sentence below a part of the catalogue, with Chinese put into it. */
function sentencesOf(part: object, path: string): readonly (readonly [string, string])[] {
  return Object.entries(part).flatMap(([name, value]: [string, unknown]) => {
    const place = `${path}.${name}`;
    if (typeof value === 'object' && value !== null) return sentencesOf(value, place);
    const filled = new Proxy({}, { get: () => '某' });
    return [[place, typeof value === 'function' ? String(value(filled)) : String(value)] as const];
  });
}

describe('the Chinese questions, --help and the words around them', () => {
  const { cli, usage, questions, pairQuestions, terminal, logins, program, wizard, keep } = chinese;
  const parts = { cli, usage, questions, pairQuestions, terminal, logins, program, wizard, keep };

  it.each(Object.entries(parts))('%s has no English word but names', (name, part) => {
    const foreign = sentencesOf(part, name).flatMap(([path, text]) => {
      const words = text.replace(/(?<![\w-])--?[A-Za-z][\w-]*/g, '').match(/[A-Za-z_]+/g) ?? [];
      const wrong = words.filter((word) => !names.has(word));
      return wrong.length === 0 ? [] : [`${path}: ${wrong.join(' ')}`];
    });
    expect(foreign).toEqual([]);
  });
});
