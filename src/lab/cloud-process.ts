import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HaSetupError } from '../errors.js';
import { packageFolder } from '../root.js';
import { type CloudConfig, everything } from './cloud/config.js';
import { hostPermissions } from './cloud/keys.js';
import type { Knobs } from './cloud/knobs.js';
import { labUin } from './cloud/seed.js';
import type { Image } from './machines/image.js';
import type { MachineName } from './machines/machine.js';
import { namespaceOf } from './network/namespaces.js';
import { labKeys } from './operator.js';
import { startDetached, startTimeOf, waitFor } from './process.js';
import { stateFolder } from './state.js';
import { type Port, ports, services } from './world.js';

type Images = Readonly<Record<MachineName, Image>>;

/** Starts the cloud stand-in in the fabric's namespace; returns when it listens. */
export async function startCloudProcess(lab: string, images: Images, knobs: Partial<Knobs>): Promise<void> {
  const entry = join(packageFolder, 'dist/lab/cloud/main.js');
  if (!existsSync(entry)) {
    throw new HaSetupError('the lab needs the compiled package', { hint: 'run npm run build' });
  }
  const folder = stateFolder(lab);
  const log = join(folder, 'cloud.log');
  const config = join(folder, 'cloud.json');
  await mkdir(join(folder, 'cloud'), { recursive: true });
  await writeFile(config, JSON.stringify(renderConfig(folder, images, knobs)), { mode: 0o600 });
  const pid = startDetached(['ip', 'netns', 'exec', namespaceOf(lab, 'vpc'), process.execPath, entry, config], log);
  await waitFor('the start of the cloud stand-in', async () => {
    const printed = await readFile(log, 'utf8');
    if (/^ready$/m.test(printed)) return true;
    if ((await startTimeOf(pid)) !== undefined) return undefined;
    throw new HaSetupError(`the cloud stand-in ended: ${printed.trim().split('\n').slice(-8).join('\n')}`);
  });
}

function renderConfig(folder: string, images: Images, knobs: Partial<Knobs>): CloudConfig {
  const inVpc = Object.values<Port>(ports).flatMap(({ eni, name }) => (eni ? [[eni, name] as const] : []));
  const enis = [ports.a.eni, ports.b.eni, ports.c.eni, ports.d.eni];
  return {
    dir: join(folder, 'cloud'),
    authorityDir: images.a.authorityFolder,
    socket: join(folder, 'cloud.sock'),
    api: { address: services.api, port: 443 },
    metadata: { address: services.metadata, port: 80 },
    repository: {
      address: services.packages,
      port: 80,
      folder: images.a.packages,
      others: { [ports.b.ip]: images.b.packages },
    },
    ports: Object.fromEntries(inVpc),
    keys: [
      { ...labKeys.operator, kind: 'operator', allowed: everything },
      ...[labKeys.host, labKeys.nextHost].map((key) => ({
        ...key,
        kind: 'host' as const,
        allowed: hostPermissions(labUin, 'ap-beijing', enis),
      })),
    ],
    knobs,
  };
}
