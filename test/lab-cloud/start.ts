import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningCloud, startCloud } from '../../src/lab/cloud/cloud.js';
import { type CloudConfig, everything } from '../../src/lab/cloud/config.js';
import { CloudControl } from '../../src/lab/cloud/control.js';
import { RecordingFabric } from '../../src/lab/cloud/fabric.js';

export const operator = { secretId: 'AKIDtestoperator000001', secretKey: 'test-operator-key' };
export const limited = { secretId: 'AKIDtestlimited0000001', secretKey: 'test-limited-key' };

export interface TestCloud {
  readonly control: CloudControl;
  readonly fabric: RecordingFabric;
  /** What follows the service's name in the stand-in's addresses; resolved to loopback by the agent. */
  readonly domain: string;
  readonly agent: Agent;
  readonly metadataUrl: string;
  /** Path of the authority's certificate. */
  readonly authority: string;
  stop(): Promise<void>;
}

/** An agent that finds every name on loopback and trusts the stand-in's authority. */
function loopbackAgent(authority: string, keepAlive = true): Agent {
  return new Agent({
    keepAlive,
    ca: readFileSync(authority),
    lookup: (_name, options, done) => {
      if (options.all === true)
        (done as unknown as (e: null, a: object[]) => void)(null, [{ address: '127.0.0.1', family: 4 }]);
      else done(null, '127.0.0.1', 4);
    },
  });
}

/** The stand-in in this process, quick by default, on loopback ports that the system picks. */
export async function startTestCloud(overrides: Partial<CloudConfig> = {}): Promise<TestCloud> {
  const dir = mkdtempSync(join(tmpdir(), 'ha-setup-cloud-'));
  const fabric = new RecordingFabric();
  const socket = join(dir, 'cloud.sock');
  const cloud: RunningCloud = await startCloud(
    {
      dir,
      socket,
      api: { address: '127.0.0.1', port: 0 },
      metadata: { address: '127.0.0.1', port: 0 },
      sources: { '127.0.0.1': 'ins-labnode1' },
      keys: [
        { ...operator, kind: 'operator', allowed: everything },
        { ...limited, kind: 'limited', allowed: [{ action: 'vpc:Describe*', resource: '*' }] },
      ],
      ...overrides,
      knobs: { latencyMs: 0, landingMs: 60, assignMs: 20, eipMs: 30, ...overrides.knobs },
    },
    fabric,
  );
  const agent = loopbackAgent(cloud.authority);
  return {
    control: new CloudControl(socket),
    fabric,
    domain: `tencentcloudapi.com:${cloud.apiPort}`,
    agent,
    authority: cloud.authority,
    metadataUrl: `http://127.0.0.1:${cloud.metadataPort}`,
    stop: async () => {
      agent.destroy();
      await cloud.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
