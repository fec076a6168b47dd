import { Option } from 'commander';
import type { ReportLanguage } from '../../study/index.ts';

/** What a command says of the page of a run, in place of the run's plan. */
export interface PageFlags {
  readonly language?: ReportLanguage;
}

/** As `reportLanguages` of the study has them, which is not loaded for a help text. */
const languages: readonly ReportLanguage[] = ['en', 'es', 'pt'];

export function languageOption(): Option {
  return new Option(
    '--language <language>',
    'of the page, in place of the one in the plan',
  ).choices(languages);
}
