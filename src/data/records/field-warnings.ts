import type { DatasetWarning } from '../dataset.ts';
import type { RecordReader } from './record-reader.ts';

/** What a reader must know of the columns that were chosen for groups and text. */
export function fieldWarnings(reader: RecordReader): DatasetWarning[] {
  return [
    ...fileWarnings(reader),
    ...groupWarnings(reader),
    ...leakWarnings(reader),
    ...identifierWarnings(reader),
  ];
}

/** What was found out about the file, so that a wrong guess is seen. */
function fileWarnings({ table, values, timeNotes }: RecordReader): DatasetWarning[] {
  const columns = values.filter(({ hasCommas }) => hasCommas).map(({ name }) => name);
  const message = `${table.name}: decimals follow a comma in ${columns.join(', ')}`;
  const notes = [...table.notes, ...(columns.length === 0 ? [] : [message]), ...timeNotes];
  return notes.map(note => ({ code: 'file-format', message: note }));
}

function groupWarnings({ table, roles, groupOf }: RecordReader): DatasetWarning[] {
  if (roles.group === null) return [];
  let without = 0;
  for (let row = 0; row < table.rowCount; row++) if (groupOf(row) === null) without += 1;
  if (without === 0) return [];
  const message = `${without} rows of ${table.name} have no ${roles.group}; each is taken as a group of its own`;
  return [{ code: 'group-missing', message }];
}

function leakWarnings({ label, textFields, fields }: RecordReader): DatasetWarning[] {
  const readings = new Map(Object.entries(fields));
  return textFields.flatMap(field => {
    const leak = readings.get(field)?.leak;
    if (label.columns.includes(field)) {
      const message = `the text holds the label (${field}): figures made from it say nothing`;
      return { code: 'leaking-field', message };
    }
    if (leak === undefined) return [];
    const message = `the text holds "${field}", which gives the label away: ${leak}`;
    return { code: 'leaking-field', message };
  });
}

function identifierWarnings({ roles, textFields }: RecordReader): DatasetWarning[] {
  const identifiers = new Set([roles.id, roles.group, roles.image]);
  return [...identifiers].flatMap(column => {
    if (column === null || !textFields.includes(column)) return [];
    return {
      code: 'identifier-in-text',
      message: `the text holds "${column}", which identifies a case: a model can learn cases by heart from it`,
    };
  });
}
