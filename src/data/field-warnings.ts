import type { DatasetWarning } from './dataset.ts';
import type { TableReader } from './table-reader.ts';
import { groupOf } from './table-row.ts';

/** What a reader must know of the columns that were chosen for groups and text. */
export function fieldWarnings(reader: TableReader): DatasetWarning[] {
  return [...groupWarnings(reader), ...identifierWarnings(reader)];
}

function groupWarnings(reader: TableReader): DatasetWarning[] {
  const { table, roles } = reader;
  if (roles.group === null) return [];
  const without = table.rows.filter(row => groupOf(reader, row) === null).length;
  if (without === 0) return [];
  const message = `${without} rows of ${table.name} have no ${roles.group}; each is taken as a group of its own`;
  return [{ code: 'group-missing', message }];
}

function identifierWarnings({ roles, textFields }: TableReader): DatasetWarning[] {
  const warnings: DatasetWarning[] = [];
  if (textFields.includes(roles.label)) {
    warnings.push({
      code: 'leaking-field',
      message: `the text holds the label (${roles.label}): figures made from it say nothing`,
    });
  }
  for (const column of new Set([roles.id, roles.group, roles.image])) {
    if (column === null || !textFields.includes(column)) continue;
    warnings.push({
      code: 'identifier-in-text',
      message: `the text holds "${column}", which identifies a case: a model can learn cases by heart from it`,
    });
  }
  return warnings;
}
