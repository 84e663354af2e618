import type { Choice, Question } from '../ports/prompter.js';
import { harmless } from '../text/harmless.js';
import { renderTable } from '../text/table.js';

/** The question with everything that it shows made harmless: it may carry the words of a cloud, a host or an SSH server. */
export function harmlessQuestion<
  Q extends Question & { readonly choices?: readonly Choice[]; readonly initial?: string; readonly prompt?: string },
>(question: Q): Q {
  const { message, help, choices, prompt } = question;
  return {
    ...question,
    message: harmless(message),
    ...(help !== undefined && { help: harmless(help) }),
    ...(prompt !== undefined && { prompt: harmless(prompt) }),
    ...(choices && { choices: choices.map(harmlessChoice) }),
  };
}

/** Its value stays: it is compared, not shown. */
function harmlessChoice({ value, cells, note, disabled }: Choice): Choice {
  return {
    value,
    cells: cells.map(harmless),
    ...(note !== undefined && { note: harmless(note) }),
    ...(disabled !== undefined && { disabled: harmless(disabled) }),
  };
}

/** Choices as lines with straight columns, no wider than the terminal. */
export function choiceTable(rows: readonly (readonly string[])[], width: number): readonly string[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  return renderTable(
    Array.from({ length: count }, () => ({})),
    rows,
    { width },
  );
}
