/**
 * The proxy for HTTPS to a host, from the variables that curl and others read: HTTPS_PROXY, else HTTP_PROXY, in either case,
 * unless NO_PROXY names the host, a domain that it is in, or `*`. Undefined where it is reached directly.
 */
export function findProxy(env: NodeJS.ProcessEnv, host: string): string | undefined {
  const read = (name: string) => env[name.toLowerCase()] || env[name] || undefined;
  const proxy = read('HTTPS_PROXY') ?? read('HTTP_PROXY');
  const exceptions = (read('NO_PROXY') ?? '').split(/[\s,]+/).filter((entry) => entry !== '');
  const isException = (entry: string) => {
    const domain = entry.replace(/^\*?\./, '').replace(/:\d+$/, '');
    return entry === '*' || host === domain || host.endsWith(`.${domain}`);
  };
  if (proxy === undefined || exceptions.some(isException)) return undefined;
  return /^[a-z]+:\/\//i.test(proxy) ? proxy : `http://${proxy}`;
}
