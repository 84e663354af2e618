/** The moment of a reply in a line of ping's output, in epoch ms: ping -D's own stamp, else `now`; undefined for other lines. */
export function parseReply(line: string, now: number): number | undefined {
  if (!/bytes from .*time=/.test(line)) return undefined;
  const stamp = /^\[(\d+\.\d+)\]/.exec(line)?.[1];
  return stamp === undefined ? now : Number(stamp) * 1000;
}
