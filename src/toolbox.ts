import { randomInt } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChalkInstance } from 'chalk';
import { InquirerPrompter } from './adapters/inquirer.js';
import { LocalProber } from './adapters/local-prober.js';
import { connectHost } from './adapters/ssh/connect.js';
import { Questions } from './adapters/ssh/questions.js';
import { findCredentials } from './adapters/tencent/credentials.js';
import { hostCredentials } from './adapters/tencent/host-credentials.js';
import { findProxy } from './adapters/tencent/proxy.js';
import { TencentCloud } from './adapters/tencent/tencent-cloud.js';
import { TunnelAgent } from './adapters/tencent/tunnel-agent.js';
import type { Toolbox } from './commands/toolbox.js';
import { CloudError, PreflightError } from './errors.js';
import type { HostKey } from './operations/operation.js';
import type { Clock, CloudCredentials, HostReader, Prompter } from './ports.js';
import { Secret } from './spec/secret.js';
import type { ClusterSpec } from './spec/spec.js';
import { ListrReporter } from './ui/listr.js';
import { PlainReporter } from './ui/plain.js';
import { screenOf } from './ui/screen.js';
import { paint } from './ui/theme.js';
import { HostProber } from './verify/host-prober.js';

/** The process's surroundings, as main.ts passes them on. */
export interface Surroundings {
  readonly json: boolean;
  readonly verbose: boolean;
  readonly yes: boolean;
  readonly chalk: ChalkInstance;
  readonly env: NodeJS.ProcessEnv;
  readonly home: string;
  readonly stdin: { readonly isTTY?: boolean };
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly platform: NodeJS.Platform;
}

const clock: Clock = { now: () => Date.now(), sleep: (ms) => sleep(ms) };

/** Builds every adapter; the only place that does. */
export function buildToolbox(around: Surroundings): Toolbox {
  const { json, env, home, stdout, stderr } = around;
  const out = json ? stderr : stdout;
  const write = (text: string) => void out.write(text);
  const live = !json && !around.verbose && stdout.isTTY === true && env['TERM'] !== 'dumb';
  const reporter = live ? new ListrReporter(write, around.chalk) : new PlainReporter(write, around.chalk, around);
  const canAsk = !around.yes && around.stdin.isTTY === true && out.isTTY === true;
  const prompter = canAsk ? new InquirerPrompter() : undefined;
  const questions = new Questions(env, prompter);
  return {
    reporter,
    clock,
    ...(prompter && { prompter }),
    json,
    printResult: (result) => void stdout.write(`${JSON.stringify(result)}\n`),
    show: screenOf(out, (line, tone) => paint(around.chalk, line, tone)),
    readText: (path) => readFile(path, 'utf8'),
    changedAtMs: async (path) => (await stat(path)).mtimeMs,
    connectCloud: async ({ region, api }) => {
      const credentials = await operatorCredentials(env, home, prompter);
      const proxy = findProxy(env, `vpc.${api.domain}`);
      return new TencentCloud({ credentials, region, domain: api.domain, ...(proxy !== undefined && { proxy }) });
    },
    connectHost: (node, address, signal) =>
      connectHost({
        node: node.name,
        label: node.instance,
        ssh: { ...node.ssh, host: address },
        home,
        ...(env['SSH_AUTH_SOCK'] !== undefined && { agentSocket: env['SSH_AUTH_SOCK'] }),
        questions,
        ...(signal && { signal }),
        onWarning: (message) => reporter.say(message, 'warning'),
      }),
    cloudFrom: async (host, spec, domain) => {
      const key = hostKeyOf(spec, env);
      const credentials = key ? { ...key, source: 'HA_SETUP_HOST_SECRET_ID' } : await hostCredentials(host);
      return cloudThrough(host, credentials, spec, domain);
    },
    roleCredentials: hostCredentials,
    cloudAs: (credentials, host, spec, domain) => cloudThrough(host, credentials, spec, domain),
    probers: (hosts) => [new LocalProber(around.platform), new HostProber(hosts, clock)],
    hostKey: (spec) => hostKeyOf(spec, env),
    whoami: `${env['USER'] ?? env['LOGNAME'] ?? 'somebody'} on ${hostname()} since ${new Date().toISOString()}`,
    random: (length) => Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join(''),
  };
}

/** The API as a host reaches it. */
function cloudThrough(host: HostReader, credentials: CloudCredentials, { region }: ClusterSpec, domain: string) {
  const agent = new TunnelAgent((name, port) => host.connect(name, port));
  return new TencentCloud({ credentials, region, domain, agent });
}

const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789';

async function operatorCredentials(
  env: NodeJS.ProcessEnv,
  home: string,
  prompter: Prompter | undefined,
): Promise<CloudCredentials> {
  const found = await findCredentials(env, home);
  if (found !== undefined) return found;
  if (prompter !== undefined) {
    const secretId = (await prompter.secret('Tencent Cloud SecretId:')).reveal();
    return { secretId, secretKey: await prompter.secret('Tencent Cloud SecretKey:'), source: 'what was typed' };
  }
  throw new CloudError('credentials', 'NoCredentials', 'there are no Tencent Cloud credentials', {
    hint: 'set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY in the environment',
  });
}

function hostKeyOf(spec: Pick<ClusterSpec, 'hostCredentials'>, env: NodeJS.ProcessEnv): HostKey | undefined {
  if (spec.hostCredentials === 'role') return undefined;
  const secretId = env['HA_SETUP_HOST_SECRET_ID'];
  const secretKey = env['HA_SETUP_HOST_SECRET_KEY'];
  if (secretId === undefined || secretKey === undefined || !/^[A-Za-z0-9]{8,64}$/.test(secretId)) {
    throw new PreflightError('hostCredentials: { type: key } needs the key that the hosts will use', {
      hint: 'set HA_SETUP_HOST_SECRET_ID and HA_SETUP_HOST_SECRET_KEY in the environment, or use { type: role }',
    });
  }
  return { secretId, secretKey: new Secret(secretKey) };
}
