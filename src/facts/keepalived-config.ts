import { Secret } from '../cluster/secret.js';

interface VrrpInstance {
  readonly name: string;
  readonly interface?: string;
  readonly virtualRouterId?: number;
  readonly authPass?: Secret;
  /** Of VRRP: 2 or 3. */
  readonly version?: number;
  /** Seconds for which a preferred node has been well before it takes over. */
  readonly preemptDelay?: number;
}

export interface KeepalivedConfig {
  /** We wrote it: its first line says so. */
  readonly managed: boolean;
  readonly instances: readonly VrrpInstance[];
  /** It includes other files, whose content is not looked at. */
  readonly includes: boolean;
}

const managedMark = '# Managed by ha-setup';

export function parseKeepalivedConfig(text: string): KeepalivedConfig {
  const lines = text
    .split('\n')
    .map(wordsOf)
    .filter((words) => words.length > 0);
  const instances: VrrpInstance[] = [];
  let depth = 0;
  let current: { readonly from: number; instance: VrrpInstance } | undefined;
  for (const words of lines) {
    if (depth === 0 && words[0] === 'vrrp_instance' && words[1] !== undefined) {
      current = { from: depth, instance: { name: words[1] } };
    } else if (current !== undefined) {
      current.instance = { ...current.instance, ...settingOf(words, depth - current.from) };
    }
    for (const word of words) {
      if (word === '{') depth += 1;
      if (word !== '}') continue;
      depth -= 1;
      if (current === undefined || depth > current.from) continue;
      instances.push(current.instance);
      current = undefined;
    }
  }
  const includes = lines.some(([word]) => word?.startsWith('include') === true);
  return { managed: text.split('\n', 1)[0]?.startsWith(managedMark) === true, instances, includes };
}

/** Depth 1 is the instance's own block, 2 one inside it, such as `authentication`. */
function settingOf([word, value]: readonly string[], depth: number): Partial<VrrpInstance> {
  if (value === undefined) return {};
  if (depth === 1 && word === 'interface') return { interface: value };
  if (depth === 1 && word === 'virtual_router_id') return { virtualRouterId: Number(value) };
  if (depth === 1 && word === 'version') return { version: Number(value) };
  if (depth === 1 && word === 'preempt_delay') return { preemptDelay: Number(value) };
  if (depth === 2 && word === 'auth_pass') return { authPass: new Secret(value) };
  return {};
}

/** Words of a line: comments start with # or !, quotes hold a word together, a brace may touch one. */
function wordsOf(line: string): readonly string[] {
  const words: string[] = [];
  for (const [token] of line.matchAll(/"[^"]*"|[{}]|[#!].*|[^\s"{}]+/g)) {
    if (/^[#!]/.test(token)) break;
    words.push(token.startsWith('"') ? token.slice(1, -1) : token);
  }
  return words;
}
