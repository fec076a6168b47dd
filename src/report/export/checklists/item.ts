import type { Results } from '../../../study/index.ts';

/** What a run can say to an item of a checklist. */
export interface Answer {
  readonly text: string;
  /** Where more of it stands. */
  readonly where: string;
  /** Whether the run knows all that the item asks; the rest is the authors’. */
  readonly whole: boolean;
}

/** An item, by its number in the statement; `asks` is in our own words. */
export interface Item {
  readonly number: string;
  readonly asks: string;
  /** Absent where no run of Minga can know. */
  readonly answer?: (results: Results) => Answer | null;
}

export interface Checklist {
  readonly title: string;
  /** The statement, its version and where it was published. */
  readonly source: string;
  readonly items: readonly Item[];
}

export function filled(text: string, where: string): Answer {
  return { text, where, whole: true };
}

export function partly(text: string, where: string): Answer {
  return { text, where, whole: false };
}
