/** Chinese characters. */
const han = /[\u3400-\u9fff]/;
/** What a Chinese sentence is made of besides words: its characters and its punctuation. */
const chinese = '\\u3000-\\u303f\\u3400-\\u9fff\\uff00-\\uffef“”‘’…—';

/** Programs whose command lines stand in sentences as they are typed: from the name to the next Chinese character. */
const programs = [
  ...['systemctl', 'journalctl', 'timedatectl', 'chronyc', 'ip', 'chown', 'chmod', 'mkdir', 'mv', 'ls', 'rm', 'ssh'],
  ...['ha-setup', 'npx', 'tccli', 'curl', 'apt-get', 'dnf', 'yum', 'zypper', 'keepalived', 'vip\\.py', 'apk', 'cp'],
  ...[
    'ssh-keygen',
    'du',
    'ssh-add',
    'sudo',
    'firewall-cmd',
    'ping',
    'getent',
    'df',
    'export',
    'eval',
    'sshd',
    'semanage',
  ],
];

/** Everything that is a name, an id, a command or a quotation, and the same in every language. */
const asItIs: readonly RegExp[] = [
  /"[^"]*"|“[^”]*”|‘[^’]*’|「[^」]*」|`[^`]*`/g,
  new RegExp(`(?<![A-Za-z.-])(?:${programs.join('|')})(?= )[^${chinese}]*`, 'g'),
  // A block of YAML or JSON, a flag with what follows it, a key with its value.
  /\{ [^{}]*\}|--[a-z-]+(?:[ =][A-Za-z]+)?|\b[a-zA-Z]+: [A-Za-z]+\b/g,
  /https?:\/\/\S+/g,
];

/** Names of programs, of keys and of their values, codes, and words that engineers write in Latin letters in Chinese, too. */
const names = new Set(
  `ac active agent keep Mbps damaged date dev en exec name no plan port semanage sh shell status ubuntu verify vpc zh dead drop-in enabled gid hat pacman priority running unhold vrid alias allocate apiserver apt auto backup bash bond bytes chcon chrony cluster command conf config cvm
  debian deb dhcp dns dpkg eip enforcing eni failback false fast feishu havip firewalld frozen gone ha hold hooks host
  inactive instance iptables key keepalived kernel kubernetes localhost mac mask masked mechanism migrate mode nft
  nftables nginx node nodes nobody none notify null ok openssh password peer ping pip preferred private prometheus
  proxy public python region role root rpm self ssh sshd stable standard state strict sudo systemd tcp telnet
  textfile token true tty uid unit unicast unknown user utf vip vrrp webhook wecom yaml yes yum zone
  Ctrl-C Debian Linux Node OpenSSH Prometheus Python README Ubuntu Windows Token Host IPv4 IPv6 SecretId SecretKey
  CentOS Rocky openEuler TencentOS SELinux Slack ms px py id esc Mac
  pin policy overlayfs universe versionlock base AppStream Mbps Include pub keep
  `.split(/\s+/),
);

/** Single words of Latin letters in a Chinese sentence that are neither names nor quoted. */
export function englishWords(text: string, known: readonly string[] = []): readonly string[] {
  const rest = asItIs.reduce((left, pattern) => left.replace(pattern, ' '), text);
  const tokens = rest.split(new RegExp(`[\\s,;()${chinese}]+`)).filter((token) => token !== '');
  return tokens
    .map((token) => token.replace(/^[^A-Za-z0-9/~$<_-]+|[:.?!"']+$/g, ''))
    .filter((token) => /^[A-Za-z]+$/.test(token) && token.length > 1)
    .filter((token) => !/^[A-Z]+s?$/.test(token) && !/[a-z][A-Z]/.test(token))
    .filter((token) => !names.has(token) && !known.includes(token));
}

/** Chinese characters in an English sentence that nobody quotes. */
export function chineseWords(text: string): readonly string[] {
  return [...text.replace(/"[^"]*"/g, '')].filter((character) => han.test(character));
}
