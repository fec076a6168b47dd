import type { Search } from '../study/index.ts';
import { formatMany } from './format.ts';
import type { Language } from './words/languages.ts';
import { searchWords } from './words/search.ts';

/** What the correction of a search by halving leaves out; null of one that trains every trial to its end. */
export function halvingCaveat({ method, trials }: Search, language: Language): string | null {
  if (method !== 'halving') return null;
  const top = Math.max(...trials.map(({ rung }) => rung));
  const last = trials.filter(({ rung }) => rung === top).length;
  return searchWords[language].lastRung(formatMany(last, 'trial', language));
}
