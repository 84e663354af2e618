import type { ClusterSpec, NodeSpec } from '../cluster/spec.js';
import type { CloudPort } from '../ports/cloud.js';
import type { CloudCredentials, KeyRing } from '../ports/credentials.js';
import type { HostPort } from '../ports/host.js';
import type { Eni, Landscape, Subnet, UsedAddress } from '../ports/inventory.js';
import type { Prompter } from '../ports/prompter.js';
import type { Reporter } from '../ports/reporter.js';
import { type Draft, getAnswer, setAnswer } from './draft.js';

/** What the questions need of the outside world; the commands' toolbox has all of it. */
export interface World {
  readonly reporter: Reporter;
  readonly prompter: Prompter;
  readonly keys: KeyRing;
  /** TENCENTCLOUD_REGION, where it is set. */
  readonly defaultRegion?: string;
  connectCloud(spec: Pick<ClusterSpec, 'region' | 'api'>): Promise<CloudPort>;
  /** What is wrong with a private key file that was typed; undefined where nothing is. */
  keyFileProblem(file: string): Promise<string | undefined>;
  connectHost(node: NodeSpec, address: string): Promise<HostPort & { close(): Promise<void> }>;
}

/** The state of one round of questions. */
export class Scene {
  readonly world: World;
  answers: Draft;
  /** What was answered that is no part of the answers file, by the row's key; secrets are never here. */
  readonly notes = new Map<string, string>();
  /** Credentials that the API has refused. */
  readonly refused = new Set<CloudCredentials>();
  /** The answers that the chosen hosts were set up with, where they are a pair already. */
  recalled: Draft | undefined;
  #used: { readonly subnet: string; readonly used: readonly UsedAddress[] } | undefined;
  #landscape: { readonly region: string; readonly landscape: Landscape } | undefined;

  constructor(world: World, answers: Draft) {
    this.world = world;
    this.answers = answers;
  }

  /** What to propose: the answer so far, else what the pair has; empty where there is neither. */
  suggest(key: string): string {
    const recalled = getAnswer(this.recalled ?? {}, key);
    return this.get(key) || (recalled === undefined ? '' : String(recalled));
  }

  /** A text answer; empty where there is none yet. */
  get(key: string): string {
    const value = getAnswer(this.answers, key);
    return value === undefined ? '' : String(value);
  }

  set(key: string, value: unknown): void {
    this.answers = setAnswer(this.answers, key, value);
  }

  note(key: string): string {
    return this.notes.get(key) ?? '';
  }

  /** The cloud as the answers so far name it. */
  connect(region = this.get('region')): Promise<CloudPort> {
    const domain = this.get('api.domain') || 'tencentcloudapi.com';
    return this.world.connectCloud({ region: region as ClusterSpec['region'], api: { domain } });
  }

  /** What the chosen region has; read once. Throws CloudError. */
  async landscape(): Promise<Landscape> {
    const region = this.get('region');
    if (this.#landscape?.region !== region) {
      this.#landscape = { region, landscape: await (await this.connect()).landscape() };
    }
    return this.#landscape.landscape;
  }

  /** Asks for the quotas of these ENIs, where they are not known yet; the landscape has them from then on. */
  async learnQuotas(enis: readonly Eni[]): Promise<void> {
    const unknown = enis.filter(({ ipQuota, instance }) => ipQuota === undefined && instance !== undefined);
    const region = this.get('region');
    const landscape = await this.landscape();
    if (unknown.length === 0) return;
    const found = new Map((await (await this.connect()).withQuotas(unknown)).map((eni) => [eni.id, eni]));
    const learned = landscape.enis.map((eni) => found.get(eni.id) ?? eni);
    this.#landscape = { region, landscape: { ...landscape, enis: learned } };
  }

  /** Every address of the subnet that something uses; read once. Throws CloudError. */
  async usedAddresses({ id, vpcId }: Subnet): Promise<readonly UsedAddress[]> {
    if (this.#used?.subnet !== id) {
      this.#used = { subnet: id, used: await (await this.connect()).usedAddresses(vpcId, id) };
    }
    return this.#used.used;
  }

  /** Lets the next question look at the cloud again. */
  forget(): void {
    this.#landscape = undefined;
    this.#used = undefined;
  }
}
