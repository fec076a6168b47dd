/**
 * Export: knows how a finished run is written for other programs and for papers, beside the page:
 * tables of predictions, Markdown, LaTeX, a model card, reporting checklists. It reads a run and
 * computes no figure of its own.
 */
export {
  type ExportedFile,
  type ExportKind,
  type ExportOptions,
  exportKinds,
  writeExports,
} from './write-exports.ts';
