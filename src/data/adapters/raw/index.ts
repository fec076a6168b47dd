/**
 * Raw: knows how the files of a published data set become one table: lists of lines that belong
 * together, columns from several files, ids that occur twice. It knows nothing of labels, fields or
 * any one data set.
 */
export { type AlignedFiles, alignedLines } from './aligned-lines.ts';
export { buildTable, type TableParts } from './build-table.ts';
export { contentIds } from './content-ids.ts';
export { existingFile, requireFile } from './existing-file.ts';
export { withoutEntities } from './html-entities.ts';
export { type JoinedTable, joinedBy } from './joined-table.ts';
export { type PictureIndex, pictureIndex } from './picture-index.ts';
export { questionTemplates } from './question-templates.ts';
export { type CellsOf, optionalCells, requiredCells } from './table-columns.ts';
export { selectRows, stackTables, type TableView } from './table-view.ts';
export { readTextFile, type TextFile } from './text-file.ts';
export { withoutRepeats } from './without-repeats.ts';
