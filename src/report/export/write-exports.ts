import { join } from 'node:path';
import { writeWhole } from '../../study/index.ts';
import { readRun } from '../read-run.ts';
import type { ReportRun } from '../run.ts';
import { modelCard } from './card/model-card.ts';
import { checklistsMarkdown } from './checklists/document.ts';
import { latexTables } from './latex/tables.ts';
import { resultsMarkdown } from './markdown/results-document.ts';
import { caseTable } from './predictions/case-table.ts';
import { csvText } from './predictions/csv.ts';
import { parquetBytes } from './predictions/parquet.ts';
import { noCases, readCases } from './read-cases.ts';

/** What can be written beside the page, in the order in which it is written. */
export const exportKinds = ['markdown', 'latex', 'predictions', 'card', 'checklists'] as const;

export type ExportKind = (typeof exportKinds)[number];

export interface ExportOptions {
  /** Which of them; all by default. */
  readonly only?: readonly ExportKind[];
}

/** A file that was written. */
export interface ExportedFile {
  readonly kind: ExportKind;
  readonly path: string;
}

interface Content {
  readonly file: string;
  readonly content: string | Uint8Array;
}

/**
 * Writes a finished run in the forms that other programs read, into the run's folder. Each file is
 * there whole or not at all, readable by its owner alone: they hold patient data.
 *
 * A run that is older than the list of its cases has no table of predictions: it is left out where
 * all is asked for.
 *
 * @param folder the run's folder: `results.json`, `predictions/`
 * @throws E_RUN where the folder holds no finished run, or `only` asks for predictions that it cannot tell
 * @example
 * const files = await writeExports('runs/ham10000', { only: ['predictions'] });
 */
export async function writeExports(
  folder: string,
  { only }: ExportOptions = {},
): Promise<ExportedFile[]> {
  const run = await readRun(folder);
  const written: ExportedFile[] = [];
  for (const kind of exportKinds) {
    if (only !== undefined && !only.includes(kind)) continue;
    for (const { file, content } of await contentOf(kind, run, folder, only !== undefined)) {
      const path = join(folder, file);
      await writeWhole(path, content);
      written.push({ kind, path });
    }
  }
  return written;
}

async function contentOf(
  kind: ExportKind,
  run: ReportRun,
  folder: string,
  asked: boolean,
): Promise<Content[]> {
  switch (kind) {
    case 'markdown':
      return [{ file: 'report.md', content: resultsMarkdown(run.results) }];
    case 'latex':
      return [{ file: 'tables.tex', content: latexTables(run.results) }];
    case 'card': {
      const card = modelCard(run.results);
      return card === null ? [] : [{ file: 'model-card.md', content: card }];
    }
    case 'checklists':
      return [{ file: 'checklists.md', content: checklistsMarkdown(run.results) }];
    case 'predictions':
      return predictionFiles(run, folder, asked);
  }
}

async function predictionFiles(run: ReportRun, folder: string, asked: boolean): Promise<Content[]> {
  const cases = await readCases(folder, run.results);
  if (cases === null) {
    if (asked) throw noCases(`${folder}, a run that does not say which samples it predicted`);
    return [];
  }
  const table = caseTable(run, cases);
  if (table.rows === 0) return [];
  const { notice, name, created } = run.results;
  return [
    { file: 'predictions.csv', content: csvText(table) },
    {
      file: 'predictions.parquet',
      content: parquetBytes(table, {
        'minga.notice': notice,
        'minga.run': name,
        'minga.created': created,
      }),
    },
  ];
}
