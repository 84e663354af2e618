import { say } from '../../../messages/say.js';
import { findJumps } from './jumps.js';
import { parsePort, parseTime } from './numbers.js';

/** What may stand after a keyword of ssh_config(5): the words of its value, checked as OpenSSH checks them. */
export type Grammar = (words: readonly string[], rest: string) => string | undefined;

const one =
  (check: (word: string) => boolean, expected: () => string): Grammar =>
  ([word, ...more]) => {
    if (word === undefined || word === '') return say.sshConfig.needs({ expected: expected() });
    if (more.length > 0) return say.sshConfig.tooMany;
    return check(word) ? undefined : say.sshConfig.needsNot({ expected: expected(), word });
  };
const oneOf = (...words: readonly string[]): Grammar =>
  one(
    (word) => words.includes(word.toLowerCase()),
    () => words.join(' | '),
  );

const anything: Grammar = () => undefined;
const text = one(
  () => true,
  () => say.sshConfig.aValue,
);
const flag = oneOf('yes', 'no', 'true', 'false');
const ask = oneOf('yes', 'no', 'true', 'false', 'ask');
const whole = one(
  (word) => /^[ ]*\+?\d{1,10}$/.test(word) && Number(word) < 2 ** 31,
  () => say.sshConfig.aNumber,
);
const time = one(
  (word) => word === 'none' || parseTime(word) !== undefined,
  () => say.sshConfig.aTime,
);
const port = one(
  (word) => parsePort(word) !== undefined,
  () => say.sshConfig.aPort,
);
const some: Grammar = (words) => (words.length === 0 || words[0] === '' ? say.sshConfig.needsValue : undefined);
const files: Grammar = (words) => {
  if (words.includes('')) return say.sshConfig.emptyValue;
  const hasNone = words.some((word) => word.toLowerCase() === 'none');
  return hasNone && words.length > 1 ? say.sshConfig.noneAlone : undefined;
};
const someFiles: Grammar = (words, rest) => some(words, rest) ?? files(words, rest);
const jumps: Grammar = (_words, rest) =>
  findJumps(rest.replace(/^[ \t=]+/, '')) === undefined ? say.sshConfig.needsJumps : undefined;
const strict = oneOf('yes', 'no', 'true', 'false', 'ask', 'off', 'accept-new');

const rows: readonly (readonly [grammar: Grammar, keywords: string])[] = [
  [flag, 'batchmode checkhostip clearallforwardings enableescapecommandline enablesshkeysign exitonforwardfailure'],
  [flag, 'forkafterauthentication forwardx11 forwardx11trusted gatewayports gssapiauthentication hashknownhosts'],
  [flag, 'gssapidelegatecredentials hostbasedauthentication identitiesonly kbdinteractiveauthentication'],
  [flag, 'challengeresponseauthentication skeyauthentication tisauthentication keepalive tcpkeepalive'],
  [flag, 'nohostauthenticationforlocalhost passwordauthentication permitlocalcommand proxyusefdpass stdinnull'],
  [flag, 'canonicalizefallbacklocal streamlocalbindunlink visualhostkey'],
  [oneOf('yes', 'no', 'true', 'false', 'unbound', 'host-bound'), 'pubkeyauthentication dsaauthentication'],
  [oneOf('yes', 'no', 'true', 'false', 'always'), 'canonicalizehostname'],
  [oneOf('any', 'inet', 'inet6'), 'addressfamily'],
  [oneOf('yes', 'no'), 'compression'],
  [oneOf('none', 'subsystem', 'default'), 'sessiontype'],
  [oneOf('yes', 'no', 'true', 'false', 'force', 'auto'), 'requesttty'],
  [oneOf('yes', 'no', 'true', 'false', 'auto', 'ask', 'autoask'), 'controlmaster'],
  [oneOf('yes', 'no', 'true', 'false', 'ethernet', 'point-to-point'), 'tunnel'],
  [ask, 'verifyhostkeydns updatehostkeys'],
  [strict, 'stricthostkeychecking'],
  [whole, 'canonicalizemaxdots connectionattempts numberofpasswordprompts requiredrsasize serveralivecountmax'],
  [time, 'connecttimeout forwardx11timeout serveraliveinterval'],
  [port, 'port'],
  [text, 'bindaddress bindinterface certificatefile controlpath hostkeyalias hostname identityagent identityfile'],
  [text, 'identityfile2 ignoreunknown kbdinteractivedevices pkcs11provider smartcarddevice preferredauthentications'],
  [text, 'securitykeyprovider tag user xauthlocation ciphers hostkeyalgorithms kexalgorithms macs'],
  [text, 'casignaturealgorithms hostbasedacceptedalgorithms hostbasedkeytypes pubkeyacceptedalgorithms'],
  [text, 'pubkeyacceptedkeytypes forwardagent'],
  [files, 'globalknownhostsfile userknownhostsfile logverbose'],
  [someFiles, 'canonicaldomains canonicalizepermittedcnames revokedhostkeys'],
  [some, 'addkeystoagent channeltimeout controlpersist dynamicforward escapechar fingerprinthash ipqos localforward'],
  [some, 'loglevel obscurekeystroketiming permitremoteopen refuseconnection rekeylimit remoteforward'],
  [some, 'streamlocalbindmask syslogfacility tunneldevice versionaddendum warnweakcrypto'],
  [some, 'host match'],
  [jumps, 'proxyjump'],
  [anything, 'include knownhostscommand localcommand proxycommand remotecommand sendenv setenv'],
  // Of old releases, which OpenSSH passes over; and those of the packages of Debian, Red Hat, Apple and FreeBSD.
  [anything, 'afstokenpassing cipher compressionlevel fallbacktorsh globalknownhostsfile2 kerberosauthentication'],
  [anything, 'kerberostgtpassing protocol rhostsauthentication rhostsrsaauthentication rsaauthentication'],
  [anything, 'useprivilegedport userknownhostsfile2 useroaming usersh protocolkeepalives setuptimeout'],
  [anything, 'gssapiclientidentity gssapikexalgorithms gssapikeyexchange gssapirenewalforcesrekey rsaminsize'],
  [anything, 'gssapiserveridentity gssapitrustdns usekeychain keychainintegration debianbanner'],
];

const grammars: ReadonlyMap<string, Grammar> = new Map(
  rows.flatMap(([grammar, keywords]) => keywords.split(' ').map((keyword) => [keyword, grammar] as const)),
);

/** Other names of a keyword, which OpenSSH still takes. */
const aliases: ReadonlyMap<string, string> = new Map([
  ['identityfile2', 'identityfile'],
  ['dsaauthentication', 'pubkeyauthentication'],
  ['challengeresponseauthentication', 'kbdinteractiveauthentication'],
  ['skeyauthentication', 'kbdinteractiveauthentication'],
  ['tisauthentication', 'kbdinteractiveauthentication'],
  ['pubkeyacceptedkeytypes', 'pubkeyacceptedalgorithms'],
  ['smartcarddevice', 'pkcs11provider'],
]);

/** The name under which a keyword's value is kept; both in lower case. */
export function canonicalKeyword(keyword: string): string {
  return aliases.get(keyword) ?? keyword;
}

/** The rule for a keyword's value; undefined for a word that is no keyword of any release. */
export function grammarOf(keyword: string): Grammar | undefined {
  return grammars.get(keyword);
}
