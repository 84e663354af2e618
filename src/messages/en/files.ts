/** The files of a host, compared with what they should be. */
export const files = {
  fine: ({ count }: { count: number }) => `all ${count} files are as ha-setup writes them, with their modes and owners`,
  unrendered: ({ reason }: { reason: string }) => `its files could not be rendered to compare them: ${reason}`,
  damaged: ({ path, reason }: { path: string; reason: string }) => `${path} makes no sense: ${reason}`,
  damagedHint: ({ path, command }: { path: string; command: string }) =>
    `there: mv ${path} ${path}.damaged; then ${command}`,
  keyLeft: ({ path, type }: { path: string; type: string }) =>
    `${path} holds an API key, and the answers say hostCredentials: ${type}`,
  keyLeftHint: ({ command }: { command: string }) => `${command} takes it away`,
  missing: ({ path }: { path: string }) => `${path} is missing`,
  keyMissingHint: ({ command }: { command: string }) => `set HA_SETUP_HOST_SECRET_ID and _KEY, then ${command}`,
  keyUncompared: ({ path }: { path: string }) =>
    `${path} was not compared: HA_SETUP_HOST_SECRET_ID and _KEY are not set here`,
  kept: ({ command, folder }: { command: string; folder: string }) =>
    `${command} rewrites it and keeps this one in ${folder}`,
  inTheWay: ({ command }: { command: string }) => `move it away there, then ${command}`,
  notRegular: ({ path }: { path: string }) => `${path} is not a regular file`,
  changed: ({ path, time }: { path: string; time: string }) =>
    `${path} is not as ha-setup writes it: it was changed there at ${time}, after the answers were written`,
  answersNewer: ({ path, time }: { path: string; time: string }) =>
    `${path} is not as ha-setup writes it: the answers are newer than it (${time})`,
  older: ({ path, time }: { path: string; time: string }) =>
    `${path} is not as ha-setup writes it: the answers or this version of ha-setup are newer than it (${time})`,
  mode: ({ path, found, expected }: { path: string; found: string; expected: string }) =>
    `${path} has mode ${found}, not ${expected}`,
  modeHint: ({ command }: { command: string }) => `${command} sets it`,
  owner: ({ path, uid, gid }: { path: string; uid: number; gid: number }) =>
    `${path} belongs to uid ${uid}, gid ${gid}, not to root`,
  ownerHint: ({ path, command }: { path: string; command: string }) =>
    `${command} writes it as root's; or there: chown root:root ${path}`,
  tooLarge: ({ bytes }: { bytes: number }) => `(${bytes} bytes: too large to compare here)`,
  moreLines: ({ count }: { count: number }) => `… ${count} more lines`,
};
