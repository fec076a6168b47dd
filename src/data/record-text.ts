import type { RecordValue } from './dataset.ts';

/** A record in one short sentence a field, in the order of `fields`; names with underscores are read as words. */
export function recordText(
  record: Readonly<Record<string, RecordValue>>,
  fields: readonly string[],
): string {
  return fields.map(field => sentence(words(field), record[field] ?? null)).join(' ');
}

function sentence(name: string, value: RecordValue): string {
  if (value === null) return `${name} not recorded.`;
  const text = String(value).replace(/\s+/g, ' ').trim();
  return /[.!?]$/.test(text) ? `${name}: ${text}` : `${name}: ${text}.`;
}

function words(column: string): string {
  const plain = column.replace(/_+/g, ' ').trim();
  return plain.slice(0, 1).toUpperCase() + plain.slice(1);
}
