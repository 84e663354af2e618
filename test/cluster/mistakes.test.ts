import { afterEach, describe, expect, it } from 'vitest';
import { keysAt } from '../../src/cluster/words.js';
import { english } from '../../src/messages/en/english.js';
import { speak } from '../../src/messages/say.js';
import { chinese } from '../../src/messages/zh/chinese.js';
import { chineseWords, englishWords } from '../messages/language.js';
import { goodAnswers as good, problemsOf } from './good-answers.js';

const swap = (before: string | RegExp, after: string) => good.replace(before, after);
const plus = (line: string) => `${good}${line}\n`;

/** "北京" as an editor on a Chinese Windows saves it, read as UTF-8. */
const inGbk = Buffer.from([0xb1, 0xb1, 0xbe, 0xa9]).toString();

/** What people type, and the exact lines that they get: the line in the file, the path, what is wrong. */
const mistakes: readonly (readonly [string, string, readonly string[]])[] = [
  ['a key with two letters swapped', swap('region', 'regoin'), ['3 regoin: unknown key; did you mean region?']],
  [
    'a key without its capital',
    plus('healthcheck: { tcp: 1 }'),
    ['13 healthcheck: unknown key; did you mean healthCheck?'],
  ],
  [
    'a key of ssh without its capital',
    swap('  user', '  hostkeys: strict\n  user'),
    ['12 ssh.hostkeys: unknown key; did you mean hostKeys?'],
  ],
  [
    'a key with an underscore',
    swap('user: ubuntu', 'identity_file: x'),
    ['12 ssh.identity_file: unknown key; did you mean identityFile?'],
  ],
  [
    'the operator’s SecretId',
    plus('secretId: AKIDabc'),
    ['13 secretId: secrets are never in this file; set the environment variable TENCENTCLOUD_SECRET_ID'],
  ],
  [
    'the operator’s SecretKey',
    plus('secretKey: s'),
    ['13 secretKey: secrets are never in this file; set the environment variable TENCENTCLOUD_SECRET_KEY'],
  ],
  [
    'the key of the hosts',
    plus('hostCredentials: { type: key, secretId: AKIDxyz, secretKey: foo }'),
    [
      '13 hostCredentials.secretId: secrets are never in this file; set the environment variable HA_SETUP_HOST_SECRET_ID',
      '13 hostCredentials.secretKey: secrets are never in this file; set the environment variable HA_SETUP_HOST_SECRET_KEY',
    ],
  ],
  [
    'a password',
    swap('user: ubuntu', 'user: ubuntu\n  password: x'),
    ['13 ssh.password: secrets are never in this file; set the environment variable HA_SETUP_SSH_PASSWORD'],
  ],
  [
    'a passphrase',
    swap('user: ubuntu', 'passphrase: x'),
    ['12 ssh.passphrase: secrets are never in this file; the passphrase is asked, or comes from ssh-agent'],
  ],
  [
    'ssh with nothing below it',
    swap('  user: ubuntu\n', ''),
    [
      '11 ssh: expected keys below it (host, user, port, identityFile, proxyJump, knownHosts, hostKeys), found nothing; remove the line, or indent what belongs below it',
    ],
  ],
  [
    'ssh whose keys are not indented',
    swap('  user', 'user'),
    [
      '11 ssh: expected keys below it (host, user, port, identityFile, proxyJump, knownHosts, hostKeys), found nothing; remove the line, or indent what belongs below it',
      '12 user: unknown key here; did you mean ssh.user?',
    ],
  ],
  [
    'nodes with nothing below it',
    swap(/nodes:[\s\S]*ssh:\n/, 'nodes:\nssh:\n'),
    ['7 nodes: expected exactly two nodes, found nothing; write each node as "- instance: …"'],
  ],
  ['a key without a value', swap('mode: stable', 'mode:'), ['4 mode: expected stable or preferred, found nothing']],
  ['a key twice', plus('mode: preferred'), ['13 mode: this key is already on line 4; remove one of the two']],
  ['a key of ssh twice', plus('  user: root'), ['13 ssh.user: this key is already on line 12; remove one of the two']],
  [
    'a key of a node twice',
    swap('    ssh: {', '    instance: ins-aaaaaaa3\n    ssh: {'),
    ['9 nodes[0].instance: this key is already on line 8; remove one of the two'],
  ],
  [
    'no space after a colon',
    swap('cluster: web', 'cluster:web'),
    ['2 : a space is missing after the colon; write "cluster: …"'],
  ],
  [
    'an equals sign',
    swap('cluster: web', 'cluster = web'),
    ['2 : an equals sign in place of a colon; write "cluster: …"'],
  ],
  ['a full-width colon', swap('cluster: web', 'cluster：web'), ['2 : a full-width colon (：); write "cluster: …"']],
  [
    'a full-width colon and a space',
    swap('cluster: web', 'cluster： web'),
    ['2 : a full-width colon (：); write "cluster: …"'],
  ],
  ['no colon', swap('cluster: web', 'cluster web'), ['2 : a colon is missing; write "cluster: …"']],
  [
    'no space after a colon in braces',
    plus('healthCheck: { tcp:3306 }'),
    ['13 healthCheck."tcp:3306": expected a colon and a space after the key; write "tcp: …"'],
  ],
  [
    'no space after the colon of the only key below another',
    swap('  user: ubuntu', '  user:ubuntu'),
    [
      '11 ssh: expected keys below it (host, user, port, identityFile, proxyJump, knownHosts, hostKeys), found a text; write "key: value", with a space after the colon',
    ],
  ],
  ['a tab', swap('  user', '\tuser'), ['12 : a tab indents this line; YAML takes spaces alone']],
  ['a tab in a list', swap('    ssh', '\tssh'), ['9 : a tab indents this line; YAML takes spaces alone']],
  [
    'two documents',
    plus('---\nversion: 1'),
    ['13 : a second document begins here (---); an answers file is one document'],
  ],
  [
    'an alias of nothing',
    swap('web', '*web'),
    ['2 : an alias (*…) of nothing that stands before it; a text that begins with * needs quotes'],
  ],
  [
    'an alias of itself',
    plus('api: &x { domain: *x }'),
    ['13 : an alias (*…) of what it is a part of; write the values out'],
  ],
  ['a merge key', plus('<<: { mode: stable }'), ["13 <<: YAML's merge key is not supported; write the keys out"]],
  ['UTF-16', Buffer.from(`\ufeff${good}`, 'utf16le').toString(), ['1 : not UTF-8 (probably UTF-16); save it as UTF-8']],
  [
    'UTF-16 of the other order',
    Buffer.from(`\ufeff${good}`, 'utf16le').swap16().toString(),
    ['1 : not UTF-8 (probably UTF-16); save it as UTF-8'],
  ],
  ['GBK', swap('web', inGbk), ['2 : not UTF-8 (probably GBK); save the file as UTF-8']],
  [
    'failback in mode stable',
    plus('failback: 30'),
    ['13 failback: belongs to mode preferred alone; remove it, or write "mode: preferred"'],
  ],
  [
    'preferred in mode stable',
    plus('preferred: ins-aaaaaaa1'),
    ['13 preferred: belongs to mode preferred alone; remove it, or write "mode: preferred"'],
  ],
  [
    'mode preferred without preferred',
    swap('stable', 'preferred'),
    ['- preferred: missing: mode preferred needs the id of the preferred instance'],
  ],
  [
    'a preferred instance that is no node',
    swap('stable', 'preferred\npreferred: ins-zzzzzzz1'),
    ['5 preferred: expected one of the two nodes (ins-aaaaaaa1 or ins-aaaaaaa2), found "ins-zzzzzzz1"'],
  ],
  [
    'a tag',
    swap('cluster: web', 'cluster: !env web'),
    ['2 : a tag (!…) does nothing here; write the value itself, in quotes if it begins with !'],
  ],
  [
    'a tag of YAML’s own',
    swap('cluster: web', 'cluster: !!binary aGk='),
    ['2 : a tag (!…) does nothing here; write the value itself, in quotes if it begins with !'],
  ],
  [
    'a port out of range in a hop',
    swap('user: ubuntu', 'proxyJump: a:99999'),
    [
      '12 ssh.proxyJump: expected [user@]host[:port] with a port from 1 to 65535, several with commas, or none, found "a:99999"',
    ],
  ],
  ['a template', swap('web', '{{ x }}'), ['2 : a placeholder ({{ … }}) that nothing has filled in']],
  [
    'a template in quotes',
    swap('web', '"{{ x }}"'),
    [
      '2 cluster: expected a lower-case name: a letter, then up to 30 letters, digits or hyphens, found "{{ x }}"; placeholders are not filled in',
    ],
  ],
  [
    'a variable',
    swap('ap-beijing', '$REGION'),
    ['3 region: expected a region such as ap-beijing, found "$REGION"; placeholders are not filled in'],
  ],
  [
    'a SecretId in place of the type',
    plus('hostCredentials: "AKIDz8krbsJ5yKBZQpn74WFkmLPx3gnPhESA"'),
    ['13 hostCredentials: expected keys below it (type), found a text; write "hostCredentials: { type: … }"'],
  ],
  [
    'a role in place of its mapping',
    plus('hostCredentials: role'),
    ['13 hostCredentials: expected keys below it (type), found a text; write "hostCredentials: { type: … }"'],
  ],
  [
    'a HAVIP without its mechanism',
    swap('vip: auto', 'vip: havip-aaaaaaa1'),
    [
      '5 vip: expected auto or an IPv4 address (the id of a HAVIP goes with "mechanism: havip"), found "havip-aaaaaaa1"',
    ],
  ],
  [
    'no credentials where the API moves the VIP',
    plus('hostCredentials: { type: none }'),
    [
      '13 hostCredentials.type: expected role or key (with none the hosts can move no VIP but that of "mechanism: havip"), found "none"',
    ],
  ],
  [
    'a mechanism that does not exist',
    plus('mechanism: havips'),
    ['13 mechanism: expected migrate or havip, found "havips"; did you mean havip?'],
  ],
  [
    'a type that does not exist',
    plus('hostCredentials: { type: roles }'),
    ['13 hostCredentials.type: expected role or key or none, found "roles"; did you mean role?'],
  ],
  [
    'a webhook with a token and another scheme',
    plus('notify: { webhook: "ftp://x/?key=693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa" }'),
    [
      '13 notify.webhook: expected an http:// or https:// URL such as https://hooks.example.com/ha, found a text of 49 characters (not shown, because it may be a secret)',
    ],
  ],
  [
    'a webhook in place of its mapping',
    plus('notify: https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693axxx'),
    [
      '13 notify: expected keys below it (webhook, format, command), found a text; write "key: value", with a space after the colon',
    ],
  ],
  [
    'a password in a hop',
    swap('user: ubuntu', 'proxyJump: root:hunter2@1.2.3.4'),
    [
      '12 ssh.proxyJump: expected [user@]host[:port] with a port from 1 to 65535, several with commas, or none, found a text of 20 characters (not shown, because it may be a secret)',
    ],
  ],
  [
    'a user in the host',
    swap('10.0.1.17', 'root@10.0.1.17'),
    [
      '9 nodes[0].ssh.host: expected private, public, a host name, an address or a Host of your ssh_config, found "root@10.0.1.17"; the user goes into the key user',
    ],
  ],
  [
    'a port in the host',
    swap('10.0.1.17 }', '"10.0.1.17:2222" }'),
    [
      '9 nodes[0].ssh.host: expected private, public, a host name, an address or a Host of your ssh_config, found "10.0.1.17:2222"; the port goes into the key port',
    ],
  ],
  [
    'the version in quotes',
    swap('version: 1', 'version: "1"'),
    ['1 version: expected the number 1, found "1"; write it without quotes'],
  ],
  ['another version', swap('version: 1', 'version: 2'), ['1 version: expected the number 1, found 2']],
  ['a version that is no number', swap('version: 1', 'version: v1'), ['1 version: expected the number 1, found "v1"']],
  [
    'a number for a name',
    swap('web', '7'),
    ['2 cluster: expected a lower-case name: a letter, then up to 30 letters, digits or hyphens, found 7'],
  ],
  [
    'a name with capitals',
    swap('web', 'Web_Shop'),
    [
      '2 cluster: expected a lower-case name: a letter, then up to 30 letters, digits or hyphens, found "Web_Shop"; did you mean web-shop?',
    ],
  ],
  [
    'a name with a space',
    swap('web', 'my web'),
    [
      '2 cluster: expected a lower-case name: a letter, then up to 30 letters, digits or hyphens, found "my web"; did you mean my-web?',
    ],
  ],
  [
    'a mapping for a name',
    swap('web', '{ name: web }'),
    [
      '2 cluster: expected a lower-case name: a letter, then up to 30 letters, digits or hyphens, found keys below it (name)',
    ],
  ],
  [
    'a zone for a region',
    swap('ap-beijing', 'ap-beijing-3'),
    ['3 region: expected a region such as ap-beijing, found "ap-beijing-3"; that is a zone of the region ap-beijing'],
  ],
  [
    'a region by its English name',
    swap('ap-beijing', 'Beijing'),
    ['3 region: expected a region such as ap-beijing, found "Beijing"'],
  ],
  [
    'a region by its Chinese name',
    swap('ap-beijing', '北京'),
    ['3 region: expected a region such as ap-beijing, found "北京"'],
  ],
  [
    'a choice with a slip',
    swap('stable', 'stabel'),
    ['4 mode: expected stable or preferred, found "stabel"; did you mean stable?'],
  ],
  ['a choice that does not exist', swap('stable', 'fast'), ['4 mode: expected stable or preferred, found "fast"']],
  [
    'a choice in capitals',
    swap('stable', 'STABLE'),
    ['4 mode: expected stable or preferred, found "STABLE"; did you mean stable?'],
  ],
  ['a list for a choice', swap('stable', '[stable]'), ['4 mode: expected stable or preferred, found a list of 1']],
  [
    'no EIP as no',
    swap('eip: none', 'eip: no'),
    ['6 eip: expected none, allocate, or an EIP id such as eip-aaaaaaa1, found "no"; did you mean none?'],
  ],
  [
    'no EIP as false',
    swap('eip: none', 'eip: false'),
    ['6 eip: expected none, allocate, or an EIP id such as eip-aaaaaaa1, found false; did you mean none?'],
  ],
  [
    'no EIP as nothing',
    swap('eip: none', 'eip:'),
    ['6 eip: expected none, allocate, or an EIP id such as eip-aaaaaaa1, found nothing; did you mean none?'],
  ],
  [
    'an EIP by its address',
    swap('eip: none', 'eip: 1.2.3.4'),
    ['6 eip: expected none, allocate, or an EIP id such as eip-aaaaaaa1, found "1.2.3.4"'],
  ],
  [
    'an EIP that is new',
    swap('eip: none', 'eip: new'),
    ['6 eip: expected none, allocate, or an EIP id such as eip-aaaaaaa1, found "new"'],
  ],
  [
    'an address that is none',
    swap('auto', '10.0.1.300'),
    [
      '5 vip: expected auto, an IPv4 address of the subnet, or the id of a HAVIP such as havip-aaaaaaa1, found "10.0.1.300"',
    ],
  ],
  [
    'an address with its prefix',
    swap('auto', '10.0.1.100/24'),
    [
      '5 vip: expected auto, an IPv4 address of the subnet, or the id of a HAVIP such as havip-aaaaaaa1, found "10.0.1.100/24"; leave out the length of the prefix',
    ],
  ],
  [
    'a yes for an address',
    swap('auto', 'true'),
    ['5 vip: expected auto, an IPv4 address of the subnet, or the id of a HAVIP such as havip-aaaaaaa1, found true'],
  ],
  [
    'auto with a slip',
    swap('auto', 'aotu'),
    [
      '5 vip: expected auto, an IPv4 address of the subnet, or the id of a HAVIP such as havip-aaaaaaa1, found "aotu"; did you mean auto?',
    ],
  ],
  [
    'three nodes',
    swap('ssh:\n  user', '  - instance: ins-aaaaaaa3\nssh:\n  user'),
    ['7 nodes: expected exactly two nodes, found 3; write each node as "- instance: …"'],
  ],
  [
    'one node',
    swap('  - instance: ins-aaaaaaa2\n', ''),
    ['7 nodes: expected exactly two nodes, found 1; write each node as "- instance: …"'],
  ],
  [
    'one node twice',
    swap('aaaaaaa2', 'aaaaaaa1'),
    ['10 nodes[1].instance: expected another instance than the first node has, found "ins-aaaaaaa1"'],
  ],
  [
    'nodes as ids',
    swap(/nodes:[\s\S]*ssh:\n/, 'nodes: [ins-aaaaaaa1, ins-aaaaaaa2]\nssh:\n'),
    [
      '7 nodes[0]: expected keys below it (instance, eni, ssh), found a text; write "instance: …"',
      '7 nodes[1]: expected keys below it (instance, eni, ssh), found a text; write "instance: …"',
    ],
  ],
  [
    'nodes as a mapping',
    swap(/nodes:[\s\S]*ssh:\n/, 'nodes:\n  instance: ins-aaaaaaa1\nssh:\n'),
    ['7 nodes: expected exactly two nodes, found keys below it (instance); write each node as "- instance: …"'],
  ],
  [
    'nodes as a text',
    swap(/nodes:[\s\S]*ssh:\n/, 'nodes: ins-aaaaaaa1 ins-aaaaaaa2\nssh:\n'),
    ['7 nodes: expected exactly two nodes, found "ins-aaaaaaa1 ins-aaaaaaa2"'],
  ],
  [
    'an instance of Lighthouse',
    swap('ins-aaaaaaa2', 'lhins-aaaaaaa2'),
    ['10 nodes[1].instance: expected an instance id such as ins-aaaaaaa1, found "lhins-aaaaaaa2"'],
  ],
  [
    'a node without its instance',
    swap('instance: ins-aaaaaaa2', 'eni: eni-aaaaaaa2'),
    ['10 nodes[1].instance: missing'],
  ],
  [
    'an instance by another key',
    swap('- instance: ins-aaaaaaa2', '- instanceId: ins-aaaaaaa2'),
    ['10 nodes[1].instanceId: unknown key; did you mean instance?'],
  ],
  [
    'no space after a hyphen',
    swap('- instance: ins-aaaaaaa2', '-instance: ins-aaaaaaa2'),
    ['10 : a space is missing after the hyphen'],
  ],
  [
    'a port in quotes',
    swap('user: ubuntu', 'port: "22"'),
    ['12 ssh.port: expected a port number from 1 to 65535, found "22"; write it without quotes'],
  ],
  [
    'a port out of range',
    swap('user: ubuntu', 'port: 70000'),
    ['12 ssh.port: expected a port number from 1 to 65535, found 70000'],
  ],
  ['port 0', swap('user: ubuntu', 'port: 0'), ['12 ssh.port: expected a port number from 1 to 65535, found 0']],
  [
    'a port with a fraction',
    swap('user: ubuntu', 'port: 22.5'),
    ['12 ssh.port: expected a port number from 1 to 65535, found 22.5'],
  ],
  ['a key of ssh at the top level', plus('user: root'), ['13 user: unknown key here; did you mean ssh.user?']],
  ['a health check at the top level', plus('tcp: 3306'), ['13 tcp: unknown key here; did you mean healthCheck.tcp?']],
  [
    'a hostile user',
    swap('user: ubuntu', 'user: "a;reboot"'),
    ['12 ssh.user: expected a user name such as root, found "a;reboot"'],
  ],
  [
    'host keys as no',
    swap('user: ubuntu', 'hostKeys: no'),
    ['12 ssh.hostKeys: expected strict or accept-new, found "no"'],
  ],
  [
    'a choice with an underscore',
    swap('user: ubuntu', 'hostKeys: accept_new'),
    ['12 ssh.hostKeys: expected strict or accept-new, found "accept_new"; did you mean accept-new?'],
  ],
  [
    'ssh as a text',
    swap('ssh:\n  user: ubuntu', 'ssh: root'),
    ['11 ssh: expected keys below it (host, user, port, identityFile, proxyJump, knownHosts, hostKeys), found a text'],
  ],
  [
    'two health checks',
    plus('healthCheck: { tcp: 1, unit: x }'),
    [
      '13 healthCheck: expected exactly one of tcp: PORT, http: URL, unit: NAME, command: PATH, found keys below it (tcp, unit)',
    ],
  ],
  [
    'a health check as a number',
    plus('healthCheck: 3306'),
    ['13 healthCheck: expected exactly one of tcp: PORT, http: URL, unit: NAME, command: PATH, found 3306'],
  ],
  [
    'a health check by another key',
    plus('healthCheck: { port: 3306 }'),
    ['13 healthCheck.port: unknown key; did you mean tcp?'],
  ],
  [
    'a URL without its scheme',
    plus('healthCheck: { http: localhost:8080 }'),
    [
      '13 healthCheck.http: expected an http:// or https:// URL such as http://127.0.0.1:8080/health, found "localhost:8080"',
    ],
  ],
  [
    'a URL with a port out of range',
    plus('healthCheck: { http: "http://127.0.0.1:99999/" }'),
    [
      '13 healthCheck.http: expected an http:// or https:// URL such as http://127.0.0.1:8080/health, found "http://127.0.0.1:99999/"',
    ],
  ],
  [
    'a command without its path',
    plus('healthCheck: { command: check.sh }'),
    [
      '13 healthCheck.command: expected the absolute path of an executable, without arguments, such as /usr/local/bin/check.sh, found "check.sh"',
    ],
  ],
  [
    'a command with arguments',
    plus('healthCheck: { command: "/bin/check --fast" }'),
    [
      '13 healthCheck.command: expected the absolute path of an executable, without arguments, such as /usr/local/bin/check.sh, found "/bin/check --fast"',
    ],
  ],
  [
    'a unit with a space',
    plus('healthCheck: { unit: "my sql" }'),
    ['13 healthCheck.unit: expected the name of a systemd unit, such as nginx.service, found "my sql"'],
  ],
  [
    'a port by its name',
    plus('healthCheck: { tcp: mysql }'),
    ['13 healthCheck.tcp: expected a port number from 1 to 65535, such as 3306, found "mysql"'],
  ],
  [
    'an empty health check',
    plus('healthCheck: {}'),
    ['13 healthCheck: expected exactly one of tcp: PORT, http: URL, unit: NAME, command: PATH, found nothing'],
  ],
  [
    'a health check as a list',
    plus('healthCheck: [tcp: 3306]'),
    ['13 healthCheck: expected exactly one of tcp: PORT, http: URL, unit: NAME, command: PATH, found a list of 1'],
  ],
  [
    'a health check with nothing below it',
    plus('healthCheck:'),
    [
      '13 healthCheck: expected exactly one of tcp: PORT, http: URL, unit: NAME, command: PATH, found nothing; remove the line, or indent what belongs below it',
    ],
  ],
  [
    'a detection that does not exist',
    plus('detection: quick'),
    ['13 detection: expected standard or fast, found "quick"'],
  ],
  [
    'a detection with a slip',
    plus('detection: standart'),
    ['13 detection: expected standard or fast, found "standart"; did you mean standard?'],
  ],
  [
    'a URL for a domain',
    plus('api: { domain: "https://tencentcloudapi.com" }'),
    ['13 api.domain: expected a domain such as tencentcloudapi.com, found "https://tencentcloudapi.com"'],
  ],
  [
    'a domain in place of its mapping',
    plus('api: tencentcloudapi.com'),
    ['13 api: expected keys below it (domain), found a text; write "api: { domain: … }"'],
  ],
  ['a domain by another key', plus('api: { endpoint: x.com }'), ['13 api.endpoint: unknown key; did you mean domain?']],
  [
    'seconds with a unit',
    swap('stable', 'preferred\npreferred: ins-aaaaaaa1\nfailback: 30s'),
    ['6 failback: expected whole seconds from 1 to 1000, found "30s"'],
  ],
  [
    'no seconds',
    swap('stable', 'preferred\npreferred: ins-aaaaaaa1\nfailback: 0'),
    ['6 failback: expected whole seconds from 1 to 1000, found 0'],
  ],
  ['an open quote', swap('web', '"web'), ['2 : the " on this line is not closed']],
  ['an open brace', plus('healthCheck: { tcp: 3306'), ['13 : the { on this line is not closed']],
  [
    'an open bracket',
    swap(/nodes:[\s\S]*ssh:\n/, 'nodes: [{ instance: ins-aaaaaaa1 }, { instance: ins-aaaaaaa2 }\nssh:\n'),
    ['7 : the [ on this line is not closed'],
  ],
  [
    'uneven indentation',
    `${swap('  user', '   user')} port: 22\n`,
    ['13 : this line is indented differently from those beside it, or a bracket above it is not closed'],
  ],
  [
    'a key indented below a value',
    swap('region', ' region'),
    ['2 : the next line is indented as if it belonged below this one, which has a value already'],
  ],
  ['two colons in a line', swap('web', 'web: shop'), ['2 : a second colon in one line; put the value in quotes']],
  ['an @ at the beginning of a value', swap('web', '@web'), ['2 : a value that begins with @ or ` needs quotes']],
  ['a backslash', swap('ubuntu', '"C:\\ubuntu"'), ['12 : a backslash in double quotes; use single quotes']],
  [
    'a conflict of a merge',
    swap('cluster: web', '<<<<<<< HEAD\ncluster: web\n=======\ncluster: shop\n>>>>>>> b'),
    [2, 4, 6].map((line) => `${line} : a conflict of a merge is left in the file`),
  ],
  ['a comment of another language', swap('cluster', '// x\ncluster'), ['2 : comments begin with #']],
  [
    'typographic quotes around a value',
    swap('web', '“web”'),
    ['2 cluster: expected a lower-case name: a letter, then up to 30 letters, digits or hyphens, found "“web”"'],
  ],
  [
    'typographic quotes around a key',
    swap('cluster: web', '“cluster”: web'),
    ['2 "“cluster”": unknown key; did you mean cluster?'],
  ],
  ['an empty file', '', ['1 : the file is empty; expected keys such as "version: 1"']],
  ['a file of comments', '# x\n', ['1 : the file is empty; expected keys such as "version: 1"']],
  ['a list', '- 1\n', ['1 : expected keys such as "version: 1", found a list']],
  ['prose', 'hello world', ['1 : a colon is missing; write "key: …"']],
  ['a number', '5', ['1 : expected keys such as "version: 1", found a single value']],
  [
    'JSON without a comma',
    '{\n"version": 1\n"cluster": "web"\n}',
    ['2 : a comma or a closing bracket is missing before this line'],
  ],
  [
    'JSON with a comment',
    '{\n"version": 1, // c\n"cluster": "web"}',
    [
      '2 "// c \\"cluster\\"": comments begin with #',
      '- cluster: missing',
      '- region: missing',
      '- mode: missing',
      '- vip: missing',
      '- eip: missing',
      '- nodes: missing',
    ],
  ],
  ['HTML', '<!DOCTYPE html>\n<html>\n<head>\n<title>x: y</title>\n', ['1 : expected "key: value" here']],
  [
    'a private key',
    '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ\n-----END OPENSSH PRIVATE KEY-----\n',
    ['1 : expected keys such as "version: 1", found a single value'],
  ],
  [
    'no keys at all',
    '{}',
    [
      '- version: missing',
      '- cluster: missing',
      '- region: missing',
      '- mode: missing',
      '- vip: missing',
      '- eip: missing',
      '- nodes: missing',
    ],
  ],
  [
    'a private key in place of its path',
    swap('user: ubuntu', 'identityFile: |\n    -----BEGIN X-----\n    abc'),
    [
      '12 ssh.identityFile: expected the path of a file, in printable ASCII, found a text of 22 characters (not shown, because it may be a secret)',
    ],
  ],
  ['a key of JavaScript’s own', plus('__proto__: { a: 1 }'), ['13 __proto__: unknown key']],
  ['a key with a control character', plus('"a\\u001b[31mb": 1'), ['13 "a\\u001b[31mb": unknown key']],
  ['an empty key', plus('? \n: 1'), ['13 "": unknown key']],
  ['a list for a key', plus('[1]: 2'), ['13 : a list or a mapping stands in place of a key']],
  [
    'keys that every object has',
    plus('toString: 1\nconstructor: 2'),
    ['13 toString: unknown key', '14 constructor: unknown key'],
  ],
  ['a key like no other', plus('colour: red'), ['13 colour: unknown key']],
  ['a key by another name', plus('name: x'), ['13 name: unknown key; did you mean cluster?']],
  [
    'a key of ssh by another name',
    swap('user: ubuntu', 'jump: x'),
    ['12 ssh.jump: unknown key; did you mean proxyJump?'],
  ],
  ['a file that is far too large', `a: ${'x'.repeat(2 ** 20)}`, ['1 : too large for an answers file']],
  [
    'an environment variable',
    plus('TENCENTCLOUD_SECRET_ID: AKIDfoo'),
    ['13 TENCENTCLOUD_SECRET_ID: secrets are never in this file; set the environment variable TENCENTCLOUD_SECRET_ID'],
  ],
  ['control characters', '\u0001\u0002\u0003', ['1 : expected keys such as "version: 1", found a single value']],
];

const tooDeep = '- : brackets or hyphens in one another, far deeper than in any answers file';

describe('answers with mistakes', () => {
  it.each(['[', '{', '{"a":', '- ', '? '])('thousands of %j in one another', (sign) => {
    expect(problemsOf(sign.repeat(20_000))).toEqual([tooDeep]);
  });

  it('aliases of aliases that would fill the memory', () => {
    const levels = [
      'a: &a [1,1,1,1,1,1,1,1,1]',
      'b: &b [*a,*a,*a,*a,*a,*a,*a]',
      'c: &c [*b,*b,*b,*b,*b,*b,*b]',
      'd: [*c,*c,*c]',
    ];
    expect(problemsOf(levels.join('\n'))).toEqual(['- : its aliases (*name) stand for too much; write the values out']);
  });

  it.each(mistakes)('%s', (_, text, lines) => {
    expect(problemsOf(text)).toEqual(lines);
  });

  it('20 000 unknown keys are counted, not listed', () => {
    const lines = problemsOf(good + Array.from({ length: 20_000 }, (_, index) => `key${index}: 1`).join('\n'));
    expect(lines).toHaveLength(26);
    expect(lines[0]).toBe('13 key0: unknown key');
    expect(lines.at(-1)).toBe('- : and 19975 more');
  });

  it('a comment in GBK is no mistake', () => {
    expect(problemsOf(good.replace('web', `web # ${inGbk}`))).toEqual([]);
  });

  it.each(['{"version": 1,}', '{\n\t"version": 1\n}', '\ufeffversion: 1\r\n', '---\nversion: 1\n'])(
    'reads %j as YAML or JSON',
    (text) => {
      expect(problemsOf(text).filter((line) => !line.endsWith(': missing'))).toEqual([]);
    },
  );
});

describe('the language of mistakes', () => {
  afterEach(() => speak(english));

  /** What is said of it, without its line and its path, which are the reader's own. */
  const told = (text: string) =>
    problemsOf(text).map((problem) => problem.slice(problem.indexOf(': ') + 2).replaceAll('secretKey', ''));

  const keys = ['', 'ssh', 'notify', 'metrics', 'api', 'healthCheck', 'hostCredentials']
    .flatMap((parent) => keysAt(parent === '' ? [] : [parent]))
    .concat('name');

  it.each(mistakes)('%s: Chinese alone', (_, text) => {
    speak(chinese);
    for (const message of told(text)) {
      expect(englishWords(message, keys)).toEqual([]);
      expect(message).toMatch(/[\u3400-\u9fff]/);
    }
  });

  it.each(mistakes)('%s: English alone', (_, text) => {
    expect(told(text).flatMap(chineseWords)).toEqual([]);
  });

  it('says in Chinese what was expected, and what was found', () => {
    speak(chinese);
    expect(problemsOf(`${swap('version: 1', 'version: 2').replace('stable', 'best')}failback: 5\n`)).toEqual([
      '1 version: 应为数字 1，实为 2',
      '4 mode: 应为 stable 或 preferred，实为 "best"',
    ]);
    expect(problemsOf(plus('preferred: ins-aaaaaaa1'))).toEqual([
      '13 preferred: 仅用于 preferred 模式；请删除该键，或写成“mode: preferred”',
    ]);
  });
});
