import { InvalidArgumentError, Option } from 'commander';
import type { ReportLanguage } from '../../study/index.ts';

/** What a command says of the page of a run, in place of the run's plan. */
export interface PageFlags {
  readonly language?: ReportLanguage;
  readonly gallery?: number;
}

/** As `reportLanguages` of the study has them, which is not loaded for a help text. */
const languages: readonly ReportLanguage[] = ['en', 'es', 'pt'];

export function languageOption(): Option {
  return new Option(
    '--language <language>',
    'of the page, in place of the one in the plan',
  ).choices(languages);
}

export function galleryOption(): Option {
  return new Option(
    '--gallery <cases>',
    'show so many test cases, those scored worst, with their pictures: the page shows patients then',
  ).argParser(caseCount);
}

function caseCount(text: string): number {
  if (/^\d{1,3}$/.test(text) && Number(text) <= 100) return Number(text);
  throw new InvalidArgumentError('a whole number 0–100 is wanted');
}
