import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const openssl = (...args: string[]) => run('openssl', args);

export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

/** The names under which the stand-in answers. */
export const apiNames: readonly string[] = ['vpc', 'cvm', 'sts'].flatMap((service) =>
  ['', '.internal', '.intl', '.ap-beijing'].map((zone) => `${service}${zone}.tencentcloudapi.com`),
);

/** Makes the lab's certificate authority in `dir` unless it is there; returns the paths of ca.pem and ca.key. */
export async function ensureAuthority(dir: string): Promise<Certificate> {
  const authority = { certificate: join(dir, 'ca.pem'), key: join(dir, 'ca.key') };
  if (existsSync(authority.certificate) && existsSync(authority.key)) return authority;
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const draft = { certificate: `${authority.certificate}.${process.pid}`, key: `${authority.key}.${process.pid}` };
  await openssl(
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '3650'],
    ...['-subj', '/CN=ha-setup lab authority', '-keyout', draft.key, '-out', draft.certificate],
    ...['-addext', 'keyUsage=critical,keyCertSign,cRLSign'],
  );
  // The certificate last: with it in place, the pair is complete.
  await rename(draft.key, authority.key);
  await rename(draft.certificate, authority.certificate);
  return authority;
}

/** Issues a server certificate for the names, signed by the authority; returns the paths of the chain and the key. */
export async function issueServerCertificate(
  dir: string,
  names: readonly string[],
  authority: Certificate,
): Promise<Certificate> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const issued = { certificate: join(dir, 'server.pem'), key: join(dir, 'server.key') };
  const request = join(dir, 'server.csr');
  const extensions = join(dir, 'server.ext');
  const alternatives = names.map((name) => (/^[\d.]+$/.test(name) ? `IP:${name}` : `DNS:${name}`)).join(',');
  await writeFile(
    extensions,
    `subjectAltName=${alternatives}\nextendedKeyUsage=serverAuth\nbasicConstraints=CA:FALSE\n` +
      'subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n',
  );
  await openssl(
    ...['req', '-new', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
    ...['-subj', `/CN=${names[0] ?? 'lab'}`, '-keyout', issued.key, '-out', request],
  );
  await openssl(
    ...['x509', '-req', '-in', request, '-CA', authority.certificate, '-CAkey', authority.key],
    ...['-set_serial', `0x${Date.now().toString(16)}`, '-days', '825', '-extfile', extensions],
    ...['-out', issued.certificate],
  );
  return issued;
}
