import { parse } from 'csv-parse/sync';
import { MingaError } from '../../errors/index.ts';
import type { Table } from './table.ts';
import { TableBuilder } from './table-builder.ts';

/**
 * Reads the rows of delimited text. Quoted cells may hold line breaks; the lines of the rows stay
 * true to the file.
 *
 * @throws E_RECORD_VALUE where a quote is never closed
 */
export function readDelimited(text: string, delimiter: string, name: string): Table {
  let builder: TableBuilder | undefined;
  let lastLine = 0;
  let emptyLines = 0;
  try {
    parse(text, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      on_record(record: string[], context) {
        const cells = record.map(cell => cell.trim());
        const line = lastLine + 1 + context.empty_lines - emptyLines;
        if (builder === undefined) {
          if (cells.some(cell => cell !== '')) {
            builder = new TableBuilder({ name, unit: 'line' }, cells);
          }
        } else builder.addRow(cells, line);
        lastLine = context.lines;
        emptyLines = context.empty_lines;
        return null;
      },
    });
  } catch (cause) {
    throw new MingaError('E_RECORD_VALUE', {
      found: `${name}: a quote that opens after line ${lastLine} is never closed`,
      expected: 'every quoted cell to end with a quote',
      fix: 'close the quote, or double a quote that belongs to the cell',
      cause,
    });
  }
  return (builder ?? new TableBuilder({ name, unit: 'line' }, [])).build();
}
