/**
 * A value of a typed file as the text of a cell: numbers and texts as they are, dates in ISO 8601, no
 * value as an empty cell, a list of these with `|` between them; anything deeper as JSON.
 */
export function cellText(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value.trim();
    case 'number':
      return Number.isNaN(value) ? '' : String(value);
    case 'bigint':
    case 'boolean':
      return String(value);
    case 'object':
      if (value === null) return '';
      if (value instanceof Date) return dateText(value);
      if (!Array.isArray(value)) return JSON.stringify(value);
      return value.some(isNested) ? JSON.stringify(value) : value.map(cellText).join('|');
    default:
      return '';
  }
}

function isNested(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !(value instanceof Date);
}

/** A day where the clock shows midnight, which is how days are written in files that know times only. */
export function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return '';
  const text = date.toISOString();
  if (text.endsWith('T00:00:00.000Z')) return text.slice(0, -14);
  return text.endsWith('.000Z') ? text.slice(0, -5) : text.slice(0, -1);
}
