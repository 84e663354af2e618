import type { HealthCheck } from '../../cluster/spec.js';
import { say } from '../../messages/say.js';
import type { Lab } from '../lab.js';

/** Puts on both machines what a health check looks for; false, and said, where the lab cannot have it. */
export async function provideService(lab: Lab, check: HealthCheck, tell: (line: string) => void): Promise<boolean> {
  if ('http' in check) {
    const url = new URL(check.http);
    const isLocal = ['localhost', '127.0.0.1'].includes(url.hostname);
    if (url.protocol !== 'http:' || !isLocal) {
      tell(`  ${say.rehearsal.answers.noHealth({ url: url.origin })}`);
      return false;
    }
    await listen(lab, Number(url.port || 80));
  } else if ('tcp' in check) {
    await listen(lab, check.tcp);
  } else if ('unit' in check) {
    const name = check.unit.includes('.') ? check.unit : `${check.unit}.service`;
    await everywhere(lab, { [unitFile(name)]: service('/bin/sleep infinity') }, ['enable', '--now', name]);
  } else {
    await everywhere(lab, { [check.command]: '#!/bin/sh\nexit 0\n' }, ['daemon-reload'], 0o755);
  }
  tell(`  ${say.rehearsal.answers.health}`);
  return true;
}

/** The folder that node_exporter would read. */
export async function provideFolder(lab: Lab, folder: string, tell: (line: string) => void): Promise<void> {
  for (const machine of Object.values(lab.machines)) await machine.exec(['mkdir', '-p', folder]);
  tell(`  ${say.metrics.folderMade({ folder })}`);
}

const unitFile = (name: string) => `/etc/systemd/system/${name}`;

function service(command: string, more = ''): string {
  return `[Service]\nExecStart=${command}\n${more}[Install]\nWantedBy=multi-user.target\n`;
}

/** One small answer to whoever connects: enough for a TCP check and for an HTTP one. */
async function listen(lab: Lab, port: number): Promise<void> {
  const answer = 'read -r line; printf "HTTP/1.0 200 OK\\\\r\\\\nContent-Length: 3\\\\r\\\\n\\\\r\\\\nok\\\\n"';
  const files = {
    [unitFile('rehearsed.socket')]: `[Socket]\nListenStream=${port}\nAccept=yes\n[Install]\nWantedBy=sockets.target\n`,
    [unitFile('rehearsed@.service')]: service(`-/bin/sh -c '${answer}'`, 'StandardInput=socket\n'),
  };
  await everywhere(lab, files, ['enable', '--now', 'rehearsed.socket']);
}

async function everywhere(
  lab: Lab,
  files: Readonly<Record<string, string>>,
  systemctl: readonly string[],
  mode = 0o644,
): Promise<void> {
  for (const machine of Object.values(lab.machines)) {
    for (const [path, content] of Object.entries(files)) await machine.write(path, content, mode);
    await machine.exec(['systemctl', 'daemon-reload']);
    await machine.exec(['systemctl', ...systemctl]);
  }
}
