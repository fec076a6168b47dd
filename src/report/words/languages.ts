import type { ReportLanguage } from '../../study/index.ts';

/** A language of the page. */
export type Language = ReportLanguage;

/** One of something for each language; one that is missing does not compile. */
export type InLanguages<T> = Readonly<Record<Language, T>>;
