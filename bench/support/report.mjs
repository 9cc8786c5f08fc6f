/**
 * Prints a report: as JSON, or as words and tables.
 * @param report name, conditions, settings (what was measured with), tables ({ title, columns, rows }), notes (lines)
 */
export function printReport(report, isJson) {
  if (isJson) {
    console.log(JSON.stringify(report, null, 2));
    return;
  }
  const { name, conditions, settings, tables, notes = [] } = report;
  console.log(`\n${name}\n`);
  for (const [key, value] of Object.entries({ ...conditions, ...settings }))
    console.log(`  ${key}: ${Array.isArray(value) ? value.join(' ') : value}`);
  for (const table of tables) printTable(table);
  for (const note of notes) console.log(`\n${note}`);
}

function printTable({ title, columns, rows }) {
  const lines = [columns, ...rows].map((row) => row.map(cell));
  const widths = columns.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const written = lines.map((line) =>
    line
      .map((text, column) => (column === 0 ? text.padEnd(widths[0]) : text.padStart(widths[column])))
      .join('  '),
  );
  console.log(`\n${title}\n`);
  console.log(
    [written[0], widths.map((width) => '-'.repeat(width)).join('  '), ...written.slice(1)].join('\n'),
  );
}

function cell(value) {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'number') return String(value);
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en');
  return value.toFixed(2);
}
