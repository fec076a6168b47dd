import { MingaError } from '../../errors/index.ts';
import type { CatalogueEntry } from '../catalogue/index.ts';

/** Licences that only ask to keep their notice, by the names that the hub's cards use. */
const permissive = new Set([
  'afl-3.0',
  'apache-2.0',
  'bsd',
  'bsd-2-clause',
  'bsd-3-clause',
  'bsl-1.0',
  'cc-by-4.0',
  'cc0-1.0',
  'cdla-permissive-2.0',
  'isc',
  'mit',
  'unlicense',
]);

/**
 * Stops before a model whose licence asks for more than to keep its notice, unless it was accepted.
 *
 * @param card the licence that the hub names, for a model that the catalogue does not have
 * @throws E_USAGE with the warning
 */
export function askConsent(
  id: string,
  entry: CatalogueEntry | undefined,
  card: string | null,
  accepted: boolean,
): void {
  const warning = entry === undefined ? cardWarning(card) : entryWarning(entry);
  if (warning === null || accepted) return;
  throw new MingaError('E_USAGE', {
    found: `${id}: ${warning}`,
    expected: 'that you have read its licence and may use it',
    fix: 'then add --yes',
  });
}

function entryWarning({ licence }: CatalogueEntry): string | null {
  return licence.warning === null ? null : `${licence.name}: ${licence.warning} (${licence.url})`;
}

function cardWarning(card: string | null): string | null {
  if (card === null) return 'its page on the hub names no licence, so nobody has allowed its use';
  if (permissive.has(card.toLowerCase())) return null;
  return `its licence "${card}" may forbid commercial or clinical use`;
}
