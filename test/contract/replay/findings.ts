import { classify, findCode } from '../../../src/adapters/tencent/codes/table.js';
import { toEip, toEni, toInstance, toRule, toSubnet } from '../../../src/adapters/tencent/records.js';
import { Redaction } from '../../../src/adapters/trace/redact.js';
import type { ApiEntry, HostEntry, TraceEntry } from '../../../src/adapters/trace/trace.js';
import { surveyHost } from '../../../src/facts/host.js';
import type { Argv, CommandResult, HostReader } from '../../../src/ports/host.js';
import { verifyReply } from '../sdk.js';
import { compare } from '../vendor/compare.js';
import { examples } from '../vendor/examples.js';
import { reads, type Shape, shapeOf } from '../vendor/reads.js';

/** Something in a trace that the program's parsers, or the stand-in, did not expect. */
export interface Surprise {
  /** The line of the trace, from 1. */
  readonly line: number;
  readonly where: string;
  readonly what: string;
}

type Record_ = Readonly<Record<string, unknown>>;
/** The lists of records in replies, and what makes something of each item. */
const parsers: Readonly<Record<string, (item: never) => unknown>> = {
  AddressSet: toEip,
  InstanceSet: toInstance,
  NetworkInterfaceSet: toEni,
  SubnetSet: toSubnet,
  Ingress: toRule,
  Egress: toRule,
};

/** Why a text is no trace; undefined for a good one. */
export function parseTrace(text: string): readonly TraceEntry[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, index) => {
      try {
        const entry = JSON.parse(line) as TraceEntry;
        if (['run', 'api', 'host'].includes(entry.kind)) return entry;
      } catch {
        // Falls through.
      }
      throw new Error(`line ${index + 1} is no line of a trace`);
    });
}

/** @param ours the stand-in's replies, by action */
export async function findSurprises(
  entries: readonly TraceEntry[],
  ours: Readonly<Record<string, readonly unknown[]>>,
): Promise<readonly Surprise[]> {
  const calls = entries.flatMap((entry, index) =>
    entry.kind === 'api' ? findInCall(entry, ours).map((what) => ({ line: index + 1, where: entry.action, what })) : [],
  );
  return [...calls, ...(await findOnHosts(entries))];
}

function findInCall(entry: ApiEntry, ours: Readonly<Record<string, readonly unknown[]>>): readonly string[] {
  const { action, error, reply } = entry;
  if (error?.code !== undefined && /^[A-Z][a-z]/.test(error.code) && findCode(action, error.code) === undefined) {
    return [`the code ${error.code} is in no table; it counts as ${classify(error.code)}`];
  }
  if (typeof reply !== 'object' || reply === null) return [];
  if (reads[action] === undefined) return ['the program reads nothing of this action'];
  const shape = shapeOf(reply);
  return [
    ...againstSdk(entry, reply),
    ...againstStandIn(action, shape, ours),
    ...compareFull(action, shape),
    ...parse(reply),
  ];
}

function againstSdk({ service, action }: ApiEntry, reply: object): readonly string[] {
  try {
    verifyReply(service, action, reply);
    return [];
  } catch (error) {
    return [`not as the SDK declares it: ${(error as Error).message}`];
  }
}

/** Fields that are read, and that the stand-in gives in another type. */
function againstStandIn(
  action: string,
  shape: Shape,
  ours: Readonly<Record<string, readonly unknown[]>>,
): readonly string[] {
  const known = shapeOf(...(ours[action] ?? []));
  return (reads[action] ?? []).flatMap((path) => {
    const types = known.get(path);
    const strange = [...(shape.get(path) ?? [])].filter((type) => types !== undefined && !types.has(type));
    return strange.map((type) => `${path} is ${type}; the stand-in gives ${[...(types ?? [])].join(' or ')}`);
  });
}

/** A single reply lacks what the vendor shows in some of its examples alone, and an empty list shows nothing of its items. */
function compareFull(action: string, shape: Shape): readonly string[] {
  const shapes = examples.filter((one) => one.action === action).map(({ reply }) => shapeOf(reply));
  return compare(action, shape).filter((difference) => {
    const [path = '', ...rest] = difference.split(' ');
    if (rest.join(' ') !== 'is missing') return true;
    const list = /^(.*)\[\]/.exec(path)?.[1];
    return shapes.every((one) => one.has(path)) && (list === undefined || shape.has(`${list}[]`));
  });
}

function parse(reply: object): readonly string[] {
  const inside = (value: unknown): readonly string[] => {
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value as Record_).flatMap(([name, item]) => {
      const parser = parsers[name];
      if (parser === undefined || !Array.isArray(item)) return inside(item);
      return item.flatMap((one) => attempt(name, () => parser(one as never)));
    });
  };
  return inside(reply);
}

function attempt(name: string, make: () => unknown): readonly string[] {
  try {
    make();
    return [];
  } catch (error) {
    return [`an item of ${name} cannot be read: ${(error as Error).message}`];
  }
}

const boundary = /ha-setup-[0-9a-f]{24}/g;
const redaction = new Redaction();
/** The words of a command as a trace has them, whatever its frame is called. */
const plain = (argv: readonly string[]) =>
  argv
    .map((word) => redaction.text(word))
    .join('\u0000')
    .replace(boundary, 'BOUNDARY');

/** Reads each host's facts from what it answered in the trace: whatever the parsers make of it. */
async function findOnHosts(entries: readonly TraceEntry[]): Promise<readonly Surprise[]> {
  const labels = [...new Set(entries.flatMap((entry) => (entry.kind === 'host' ? entry.host : [])))];
  const found: Surprise[] = [];
  for (const label of labels) {
    const lines = entries.flatMap((entry, index) =>
      entry.kind === 'host' && entry.host === label && entry.what === 'read' && entry.stdout !== undefined
        ? [{ entry, line: index + 1 }]
        : [],
    );
    for (const { entry, line } of lines) {
      const host = new ReplayedHost(entry);
      try {
        await surveyHost(host, () => 0);
      } catch (error) {
        if (host.wasAsked) found.push({ line, where: label, what: (error as Error).message });
      }
    }
  }
  return found;
}

/** A host that answers one command as it did in the trace, and knows no other. */
class ReplayedHost implements HostReader {
  readonly node = 'a';
  readonly #entry: HostEntry;
  wasAsked = false;

  constructor(entry: HostEntry) {
    this.#entry = entry;
  }

  async read(argv: Argv): Promise<CommandResult> {
    const { code = 0, stdout = '', stderr = '', argv: recorded = [] } = this.#entry;
    if (plain(argv) !== plain(recorded)) throw new Error('another command');
    this.wasAsked = true;
    const asked = boundary[Symbol.match](argv.join(' '))?.[0] ?? '';
    return { code, stdout: stdout.replace(boundary, asked), stderr: stderr.replace(boundary, asked) };
  }

  connect = () => Promise.reject(new Error('a trace connects to nothing'));
}
