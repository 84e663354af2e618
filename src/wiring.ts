import { writeFileSync } from 'node:fs';
import { access, readFile, stat, writeFile } from 'node:fs/promises';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChalkInstance } from 'chalk';
import { FileAddressBook } from './adapters/address-book.js';
import { SessionKeys } from './adapters/key-ring.js';
import { HostProber } from './adapters/probers/hosts.js';
import { LocalProber } from './adapters/probers/local.js';
import { LinkPool } from './adapters/ssh/link-pool.js';
import { Questions } from './adapters/ssh/questions.js';
import type { ApiOptions } from './adapters/tencent/api.js';
import { hostCredentials } from './adapters/tencent/host-credentials.js';
import { OperatorAccess } from './adapters/tencent/operator-access.js';
import { TencentCloud } from './adapters/tencent/tencent-cloud.js';
import { TunnelAgent } from './adapters/tencent/tunnel-agent.js';
import { Trace } from './adapters/trace/trace.js';
import { traceHost } from './adapters/trace/trace-host.js';
import { drawAuthPass } from './cluster/auth-pass.js';
import type { ClusterSpec } from './cluster/spec.js';
import type { Toolbox } from './commands/toolbox.js';
import { HaSetupError } from './errors.js';
import { say } from './messages/say.js';
import { nextCommand } from './pair/next-command.js';
import type { Clock } from './ports/clock.js';
import type { CloudCredentials } from './ports/credentials.js';
import type { HostReader } from './ports/host.js';
import type { Interrupt } from './ports/interrupt.js';
import type { Prompter } from './ports/prompter.js';
import type { Reporter } from './ports/reporter.js';
import { harmlessJson } from './text/harmless.js';
import { askInTurn } from './ui/in-turn.js';
import { InquirerPrompter } from './ui/inquirer.js';
import { ListrReporter } from './ui/listr.js';
import { ScreenPairLines } from './ui/pair-lines.js';
import { PlainReporter } from './ui/plain.js';
import { PlainPrompter } from './ui/plain-prompter.js';
import { screenOf } from './ui/screen.js';
import { paint } from './ui/theme.js';
import { timedSteps } from './ui/timed.js';
import { WaitingLines } from './ui/waiting.js';

/** The process's surroundings, as main.ts passes them on. */
export interface Surroundings {
  readonly json: boolean;
  readonly verbose: boolean;
  readonly yes: boolean;
  /** Several answers files were named. */
  readonly several: boolean;
  readonly chalk: ChalkInstance;
  readonly env: NodeJS.ProcessEnv;
  readonly home: string;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly platform: NodeJS.Platform;
  readonly interrupt: Interrupt;
  /** How this program was started: ha-setup, or npx ha-setup. */
  readonly program: string;
  /** Where --trace writes to. */
  readonly trace?: { readonly path: string; readonly version: string };
}

const clock: Clock = { now: () => Date.now(), sleep: (ms) => sleep(ms) };

/** Builds every adapter; the only place that does. */
export function buildToolbox(around: Surroundings): Toolbox {
  const { json, env, home, stdout, stderr } = around;
  const out = json ? stderr : stdout;
  const write = (text: string) => void out.write(text);
  const live = !json && !around.verbose && stdout.isTTY === true && env['TERM'] !== 'dumb';
  const reporter = live
    ? new ListrReporter(write, around.chalk, () => out.columns ?? 80)
    : new PlainReporter(write, around.chalk, around);
  const canAsk = !around.yes && around.stdin.isTTY === true && out.isTTY === true;
  const prompter = canAsk ? buildPrompter(around, out) : undefined;
  const keys = new SessionKeys(env, home);
  const trace = around.trace && new Trace(around.trace.path, around.trace);
  const cloudOf = (options: ApiOptions) => {
    trace?.hide(options.credentials.secretKey.reveal());
    if (options.credentials.token) trace?.hide(options.credentials.token.reveal());
    return new TencentCloud({ ...options, ...(trace && { trace }) });
  };
  const show = screenOf(out, (line, tone) => paint(around.chalk, line, tone));
  const pairLines = new ScreenPairLines({ show, live, verbose: around.verbose });
  const waitingLines = new WaitingLines(stderr.isTTY ? (text) => void stderr.write(text) : undefined);
  const whileAsking = <T>(ask: () => Promise<T>) => pairLines.whileAsking(() => waitingLines.whileAsking(ask));
  // Several pairs at once may have to ask.
  const inTurn = prompter && askInTurn(prompter, whileAsking);
  const operator = new OperatorAccess({ keys, env, cloudOf, ...(inTurn && { prompter: inTurn }) });
  const questions = new Questions(env, inTurn, { sharePasswords: around.several });
  const pool = new LinkPool();
  const speakingTo = (reporter: Reporter): Toolbox => ({
    reporter,
    speakingTo,
    pairLines,
    clock,
    addresses: new FileAddressBook(join(env['XDG_CACHE_HOME'] ?? join(home, '.cache'), 'ha-setup', 'addresses.json')),
    ...(prompter && { prompter }),
    interrupt: around.interrupt,
    canvas: () => ({ width: out.columns ?? 100, ascii: env['TERM'] === 'dumb' }),
    timed: timedSteps(around.verbose ? (line) => reporter.say(line, 'faint') : undefined),
    waiting: (what, work) => waitingLines.waiting(what, work),
    json,
    command: (words, answers) =>
      nextCommand({ program: around.program, ...(answers !== undefined && { answers }) }, ...words),
    printResult: (result) => void stdout.write(`${harmlessJson(result)}\n`),
    show,
    readText: (path) => readFile(path, 'utf8'),
    changedAtMs: async (path) => (await stat(path)).mtimeMs,
    writeReport: async (path, text, { overwrite }) => {
      try {
        // Without a demand never over a file that is there, whatever was looked up before.
        await writeFile(path, text, { flag: overwrite ? 'w' : 'wx' });
      } catch (cause) {
        const reason = say.program.reportUnwritten({ path, said: (cause as Error).message });
        throw new HaSetupError(reason, { cause, hint: say.program.reportUnwrittenHint });
      }
    },
    writeText: (path, text) => writeFile(path, text, { flag: 'wx' }),
    writeFirst: (paths, text) => paths.find((path) => isWritten(path, text)),
    hasFile: (path) =>
      access(path).then(
        () => true,
        () => false,
      ),
    connectCloud: (spec) => operator.connect(spec),
    connectHost: async (node, address, signal) => {
      // Loaded while the API is asked, or later: what it needs is large.
      const { connectHost } = await import('./adapters/ssh/connect.js');
      const host = await connectHost({
        node: node.name,
        label: node.instance,
        ssh: { ...node.ssh, host: address },
        home,
        env,
        questions,
        pool,
        ...(signal && { signal }),
        onWarning: (message) => reporter.say(message, 'warning'),
      });
      return trace === undefined ? host : traceHost(host, node.instance, trace);
    },
    keyFileProblem: async (file) => {
      const { findKeyFileProblem } = await import('./adapters/ssh/identity.js');
      return findKeyFileProblem(file.replace(/^~(?=\/|$)/, home), env['SSH_AUTH_SOCK'] !== undefined);
    },
    roleCredentials: hostCredentials,
    cloudAs: (credentials, host, spec, domain) => cloudOf(throughHost(host, credentials, spec, domain)),
    probers: (hosts) => [new LocalProber(around.platform, env['PATH']), new HostProber(hosts, clock)],
    keys,
    hostKey: (spec) => (spec.hostCredentials === 'key' ? keys.getHosts() : undefined),
    ...(env['TENCENTCLOUD_REGION'] !== undefined && { defaultRegion: env['TENCENTCLOUD_REGION'] }),
    whoami: `${env['USER'] ?? env['LOGNAME'] ?? userInfo().username}@${hostname()} ${new Date().toISOString()}`,
    drawAuthPass: () => {
      const drawn = drawAuthPass();
      trace?.hide(drawn);
      return drawn;
    },
  });
  return speakingTo(reporter);
}

function isWritten(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
}

/** The API as a host reaches it. */
function throughHost(
  host: HostReader,
  credentials: CloudCredentials,
  { region }: ClusterSpec,
  domain: string,
): ApiOptions {
  const agent = new TunnelAgent((name, port) => host.connect(name, port));
  return { credentials, region, domain, agent };
}

/** inquirer where the terminal can be drawn on; plain questions elsewhere. */
function buildPrompter({ env, stdin, chalk }: Surroundings, output: NodeJS.WriteStream): Prompter {
  if (env['TERM'] === 'dumb') return new PlainPrompter(stdin, output);
  return new InquirerPrompter({ input: stdin, output, chalk });
}
