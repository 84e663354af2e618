import { renderBash } from '../cli/completion/bash.js';
import { type DeclaredCommand, declare } from '../cli/completion/declared.js';
import { renderFish } from '../cli/completion/fish.js';
import { renderZsh } from '../cli/completion/zsh.js';
import type { Shell } from '../cli/completion.js';
import { declaredCommands } from '../cli/program.js';

const renderers: Readonly<Record<Shell, (commands: readonly DeclaredCommand[]) => string>> = {
  bash: renderBash,
  zsh: renderZsh,
  fish: renderFish,
};

/** A shell's completion of commands and flags as commander has them, and of the manual's topics. */
export function renderCompletion(shell: Shell, topics: readonly string[]): string {
  const commands = declaredCommands().map((command, index) => {
    const declared = declare(command, index === 0);
    return declared.name === 'help' ? { ...declared, operands: topics } : declared;
  });
  return renderers[shell](commands);
}
