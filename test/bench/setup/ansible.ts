import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import type { Lab } from '../../../src/lab/lab.js';
import { writeRepositoryIndex } from '../../../src/lab/machines/packages.js';
import { namespaceOf } from '../../../src/lab/network/namespaces.js';
import { run, runChecked } from '../../../src/lab/process.js';
import type { CommandResult } from '../../../src/ports/host.js';
import { hosts, type LaidFile } from './result.js';

const project = (name: string) => fileURLToPath(new URL(`./ansible/${name}`, import.meta.url));

/** Installs Debian's ansible-core where it is missing, saying so; returns its version. */
export async function ensureAnsible(say: (line: string) => void): Promise<string> {
  const ask = () => run(['sh', '-c', 'command -v ansible-playbook >/dev/null && ansible-playbook --version']);
  let asked = await ask();
  if (asked.code !== 0) {
    say('Installing the Debian package ansible-core, to compare with');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const install = ['apt-get', 'install', '--yes', '--no-install-recommends', 'ansible-core'] as const;
    if ((await run(install, { env })).code !== 0) {
      await runChecked(['apt-get', 'update'], { env });
      await runChecked(install, { env });
    }
    asked = await ask();
  }
  return /core ([\d.]+)/.exec(asked.stdout)?.[1] ?? 'of unknown version';
}

/** Lays out what the playbook needs for one lab in a folder: the inventory and each host's files. */
export async function writeInventory(
  folder: string,
  lab: Lab,
  files: Readonly<Record<(typeof hosts)[number], readonly LaidFile[]>>,
): Promise<void> {
  const entries = hosts.map((name) => {
    const list = files[name].map(({ path, mode }) => ({ path, mode }));
    return [name, { ansible_host: lab.machines[name].ip, files: list }] as const;
  });
  const vars = {
    ansible_user: 'root',
    ansible_ssh_private_key_file: lab.operator.identityFile,
    ansible_ssh_common_args: `-o UserKnownHostsFile=${lab.operator.knownHosts}`,
  };
  await writeFile(join(folder, 'inventory.yml'), stringify({ pair: { hosts: Object.fromEntries(entries), vars } }));
  for (const name of hosts) {
    for (const { path, content } of files[name]) {
      const copy = join(folder, 'files', name, path);
      await mkdir(dirname(copy), { recursive: true });
      await writeFile(copy, content);
      await chmod(copy, 0o600);
    }
  }
}

/**
 * Gives the hosts what the apt module needs and the lab's own repository does not offer: a second repository, on their
 * disks, in no one's time.
 */
export async function offerPythonApt(folder: string, lab: Lab): Promise<void> {
  const repository = join(folder, 'packages');
  await mkdir(repository);
  const wanted = ['python3-apt', 'python-apt-common', 'distro-info-data'];
  await runChecked(['apt-get', 'download', '-q', ...wanted], { cwd: repository });
  await writeRepositoryIndex(repository);
  const archive = await runChecked(['sh', '-c', 'tar -c . | base64 -w0'], { cwd: repository });
  const unpack = `mkdir /opt/packages && base64 -d | tar -x -C /opt/packages &&
echo 'deb [trusted=yes] file:/opt/packages ./' >/etc/apt/sources.list.d/python3-apt.list`;
  for (const name of hosts) {
    const { code, stderr } = await lab.machines[name].exec(['sh', '-c', unpack], { stdin: archive });
    if (code !== 0) throw new Error(`${name} did not take the packages: ${stderr}`);
  }
}

/** Runs the playbook in the operator's place, with the operator's key and known hosts. */
export function runPlaybook(folder: string, lab: Lab): Promise<CommandResult> {
  const env = lab.operator.environment({ ANSIBLE_CONFIG: project('ansible.cfg'), LC_ALL: 'C.UTF-8' });
  const playbook = ['ansible-playbook', '-i', join(folder, 'inventory.yml'), project('playbook.yml')];
  return run(['ip', 'netns', 'exec', namespaceOf(lab.id, 'op'), ...playbook], { env, cwd: lab.operator.home });
}
