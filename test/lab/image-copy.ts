import { ensureImage, type Image } from '../../src/lab/machines/image.js';
import type { SystemName } from '../../src/lab/machines/systems.js';

const built: Partial<Record<SystemName, Promise<Image>>> = {};

/** The base image of a system, built if it has to be. */
export function getImage(system: SystemName = 'debian'): Promise<Image> {
  built[system] ??= ensureImage(console.log, system);
  return built[system];
}

/**
 * The head of a script for a mount namespace of its own: makes a copy of the base image in memory, $root, to chroot to,
 * in which `folder` has the same path. It goes with the namespace: nothing of this machine is touched, nothing is left.
 */
export function copyImageScript(image: Image, folder: string): string {
  const copy = `${folder}/copy`;
  return `set -e
root=${copy}/root
mount --make-rprivate /
mkdir ${copy}
mount -t tmpfs -o mode=0755 copy ${copy}
mkdir ${copy}/upper ${copy}/work $root
mount -t overlay copy -o lowerdir=${image.root},upperdir=${copy}/upper,workdir=${copy}/work $root
mkdir -p $root${folder}
mount --bind ${folder} $root${folder}
for kernel in proc dev; do mount --rbind /$kernel $root/$kernel; done
`;
}
