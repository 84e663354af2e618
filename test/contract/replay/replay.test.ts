import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiEntry, HostEntry, TraceEntry } from '../../../src/adapters/trace/trace.js';
import { surveyHost } from '../../../src/facts/host.js';
import type { Argv, HostReader } from '../../../src/ports/host.js';
import { startTestCloud, type TestCloud } from '../../lab-cloud/start.js';
import { examples } from '../vendor/examples.js';
import { playAll } from '../vendor/plays.js';
import { findSurprises, parseTrace } from './findings.js';

let stand: TestCloud;
let ours: Readonly<Record<string, readonly unknown[]>>;
beforeAll(async () => {
  stand = await startTestCloud({ knobs: { landingMs: 20, assignMs: 10, eipMs: 10 } });
  ours = await playAll(stand);
});
afterAll(() => stand.stop());

const call = (action: string, rest: Partial<ApiEntry>): ApiEntry => ({
  kind: 'api',
  ms: 1,
  service: /^Describe(Instances|Regions)$/.test(action) ? 'cvm' : 'vpc',
  action,
  region: 'ap-beijing',
  request: {},
  ...rest,
});
const surprises = async (...entries: readonly TraceEntry[]) =>
  (await findSurprises(parseTrace(entries.map((entry) => JSON.stringify(entry)).join('\n')), ours)).map(
    ({ line, where, what }) => `${line} ${where}: ${what}`,
  );

describe('a trace of the API', () => {
  it('of what the stand-in answers has nothing unexpected', async () => {
    const entries = Object.entries(ours).flatMap(([action, replies]) =>
      replies.map((reply) => call(action, { reply })),
    );
    expect(await surprises(...entries)).toEqual([]);
  });

  it('of the vendor’s own examples names only what the stand-in never gives', async () => {
    const found = await surprises(...examples.map(({ action, reply }) => call(action, { reply })));
    expect(found.filter((one) => !/the stand-in gives|State is missing|NetworkInterfaceState/.test(one))).toEqual([]);
  });

  it.each([
    [
      'a field that the SDK does not know',
      { NetworkAccountType: 'STANDARD', New: 1 },
      /not as the SDK declares it: .*New/,
    ],
    ['a field of another type', { NetworkAccountType: 1 }, /NetworkAccountType is number/],
    ['a field that is missing', { RequestId: 'r' }, /NetworkAccountType is missing/],
  ])('names %s', async (_case, reply, expected) => {
    expect(await surprises(call('DescribeNetworkAccountType', { reply }))).toContainEqual(
      expect.stringMatching(expected),
    );
  });

  it('names an item that cannot be read, and a code that is in no table', async () => {
    expect(await surprises(call('DescribeSubnets', { reply: { TotalCount: 1, SubnetSet: [null] } }))).toContainEqual(
      expect.stringMatching(/an item of SubnetSet cannot be read/),
    );
    expect(await surprises(call('AssociateAddress', { error: { code: 'FailedOperation.New', message: 'x' } }))).toEqual(
      ['1 AssociateAddress: the code FailedOperation.New is in no table; it counts as final'],
    );
    expect(await surprises(call('AssociateAddress', { error: { code: 'ECONNRESET', message: 'x' } }))).toEqual([]);
  });
});

describe('a trace of hosts', () => {
  /** The command with which a survey begins. */
  async function surveyArgv(): Promise<Argv> {
    let asked: Argv = ['true'];
    const host: HostReader = {
      node: 'a',
      read: async (argv) => {
        asked = argv;
        throw new Error('enough');
      },
      connect: () => Promise.reject(new Error('nothing to connect to')),
    };
    await surveyHost(host, () => 0).catch(() => undefined);
    return asked;
  }
  const read = (argv: Argv, stdout: string): HostEntry => ({
    kind: 'host',
    ms: 1,
    host: 'ins-1',
    what: 'read',
    argv,
    code: 0,
    stdout,
    stderr: '',
  });

  it('names the host whose survey cannot be read', async () => {
    expect(await surprises(read(await surveyArgv(), 'banner\n'))).toEqual([
      expect.stringMatching(/^1 ins-1: node a: its reply is not whole: banner/),
    ]);
  });

  it('passes over commands that are no survey', async () => {
    expect(await surprises(read(['uptime'], 'up 3 days'))).toEqual([]);
  });
});

it('a file that is no trace is refused with its line', () => {
  expect(() => parseTrace('{"kind":"run"}\nhello')).toThrow('line 2 is no line of a trace');
});
