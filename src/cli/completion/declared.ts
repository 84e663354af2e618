import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { say } from '../../messages/say.js';

/** What may follow a flag: one of some words, an answers file, any file, or something that nobody can complete. */
export type Value =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'answers' | 'file' | 'text' };

export interface DeclaredFlag {
  /** With its dashes: --answers. */
  readonly name: string;
  readonly description: string;
  /** Absent where the flag stands alone. */
  readonly value?: Value;
}

export interface DeclaredCommand {
  /** Empty for ha-setup without a subcommand. */
  readonly name: string;
  readonly description: string;
  readonly flags: readonly DeclaredFlag[];
  /** What its first operand may be; empty where it takes none. */
  readonly operands: readonly string[];
}

/** What commander knows of a command, as the shells' completions and the manual need it. */
export function declare(command: CommandUnknownOpts, isRoot: boolean): DeclaredCommand {
  const flags = command.options.map((option): DeclaredFlag => {
    const name = option.long ?? option.flags;
    const isAlone = !option.required && !option.optional;
    return { name, description: option.description, ...(!isAlone && { value: findValue(name, option) }) };
  });
  return {
    name: isRoot ? '' : command.name(),
    description: command.description(),
    flags: [...flags, { name: '--help', description: say.cli.common.completionHelp }],
    operands: command.registeredArguments[0]?.argChoices ?? [],
  };
}

function findValue(name: string, option: { readonly flags: string; readonly argChoices?: readonly string[] }): Value {
  if (option.argChoices !== undefined) return { kind: 'words', words: option.argChoices };
  if (name === '--answers') return { kind: 'answers' };
  return { kind: option.flags.includes('<file>') ? 'file' : 'text' };
}
