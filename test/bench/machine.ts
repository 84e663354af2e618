import { cpus, release, totalmem } from 'node:os';
import { run } from '../../src/lab/process.js';

/** What figures depend on, in one line: the day, the machine, and the versions of what was run. */
export async function describeMachine(now = new Date()): Promise<string> {
  const memory = Math.round(totalmem() / 2 ** 30);
  const ansible = await versionOf(['ansible-playbook', '--version'], /core ([\d.]+)/);
  const keepalived = await versionOf(['apt-cache', 'policy', 'keepalived'], /Candidate: (?:\d+:)?([\d.]+)/);
  const versions = [
    `node ${process.versions.node}`,
    ...(keepalived ? [`keepalived ${keepalived}`] : []),
    ...(ansible ? [`ansible-core ${ansible}`] : []),
    `kernel ${release().replace(/-.*/, '')}`,
  ];
  return `${now.toISOString().slice(0, 10)}, ${cpus().length} cores, ${memory} GiB, ${versions.join(', ')}`;
}

/** Undefined where the program is not there, or says something else. */
async function versionOf(argv: readonly [string, ...string[]], pattern: RegExp): Promise<string | undefined> {
  const { stdout } = await run(argv).catch(() => ({ stdout: '' }));
  return pattern.exec(stdout)?.[1];
}
