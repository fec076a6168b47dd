import type { Table } from '../table/index.ts';

/**
 * A table whose columns have the names that a declaration knows. A new name that is there already is
 * left alone, so that no column hides another.
 *
 * @param names new names by old ones
 */
export function renamedColumns(table: Table, names: Readonly<Record<string, string>>): Table {
  const taken = new Set(table.columns);
  const columns = table.columns.map(column => {
    const name = Object.hasOwn(names, column) ? names[column] : column;
    return taken.has(name) ? column : name;
  });
  return { ...table, columns };
}
