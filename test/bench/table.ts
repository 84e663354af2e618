/** Renders rows of cells as columns; the first row is the head. Cells that look like numbers stand on the right. */
export function renderTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const isFigure = widths.map((_, column) => rows.slice(1).every((row) => /^([-\d≤<>+]|$)/.test(row[column] ?? '')));
  const render = (row: readonly string[]) =>
    widths
      .map((width, column) =>
        isFigure[column] ? (row[column] ?? '').padStart(width) : (row[column] ?? '').padEnd(width),
      )
      .join('  ')
      .trimEnd();
  const [head = [], ...body] = rows;
  return [render(head), widths.map((width) => '─'.repeat(width)).join('  '), ...body.map(render)].join('\n');
}
