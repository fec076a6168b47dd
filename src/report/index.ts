/**
 * Report: knows how a finished run is told to people, as one self-contained page, as a table for a
 * terminal, as plain sentences that say no more than the intervals allow. It knows nothing of how a
 * run is made, and trains, chooses and resamples nothing.
 */
export { alignmentStudyMarkdown, alignmentStudyText } from './alignment-study-text.ts';
export { alignmentText } from './alignment-text.ts';
export { auditText } from './audit-text.ts';
export { baselinesText } from './baselines-text.ts';
export { crossValidationText } from './cross-validation-text.ts';
export {
  type ExportedFile,
  type ExportKind,
  type ExportOptions,
  exportKinds,
  writeExports,
} from './export/index.ts';
export type { Finding } from './finding.ts';
export { findings } from './findings.ts';
export { renderReport } from './page.ts';
export { previewText } from './preview-text.ts';
export { resultsTable } from './results-table.ts';
export type { CellPredictions, ReportRun } from './run.ts';
export { searchText } from './search-text.ts';
export { tokensText } from './tokens-text.ts';
export { writeReport } from './write-report.ts';
