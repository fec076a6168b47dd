import { withoutEntities } from '../raw/index.ts';

/** `salt,,black  pepper, ` → `salt, black pepper`: the items without blanks, empty ones left out. */
export function ingredientsList(cell: string): string {
  return withoutEntities(cell)
    .split(',')
    .map(item => item.replace(/\s+/g, ' ').trim())
    .filter(item => item !== '')
    .join(', ');
}
