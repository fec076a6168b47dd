import * as z from 'zod';
import { cellTypeSchema } from '../cell.ts';
import { recordTextSchema } from '../text/index.ts';

const column = z.string().min(1);

const labelSchema = z
  .union([
    column.describe('Column with the class to be learnt'),
    z
      .strictObject({
        column,
        classes: z
          .record(z.string(), z.string().min(1))
          .describe('What the cells mean (`0: healthy`); rows with another cell are skipped'),
      })
      .describe('A column of codes'),
    z
      .strictObject({
        column,
        above: z.number().describe('Numbers above this are one class, all others the second'),
        names: z
          .tuple([z.string().min(1), z.string().min(1)])
          .optional()
          .describe('The two classes, the one above first (default: `above 6.5`, `6.5 or below`)'),
      })
      .describe('A column of numbers, cut in two'),
    z
      .strictObject({
        column,
        separator: z.string().min(1).describe('The sign between labels: `|`'),
        none: z
          .string()
          .min(1)
          .optional()
          .describe('A cell that means "no label"; rows with an empty cell are skipped'),
      })
      .describe('A column of any number of labels'),
    z
      .strictObject({ columns: z.array(column).min(2) })
      .describe('Columns of 0 and 1, each a label that a row has or has not'),
    z
      .strictObject({ number: column })
      .describe('A column of numbers that are to be learnt as they are: a regression'),
  ])
  .describe('What is to be learnt');

const timeSchema = z
  .union([
    column,
    z.strictObject({
      column,
      order: z
        .enum(['day-first', 'month-first'])
        .optional()
        .describe('How dates such as 03/04/2016 are read (default: found out from the dates)'),
    }),
  ])
  .describe('Column with the date or time of the row');

const typeSchema = z.union([
  cellTypeSchema,
  z
    .strictObject({
      type: z.literal('codes'),
      codes: z
        .record(z.string(), z.string().min(1))
        .describe('What the cells mean (`1: male`); a row with another cell is skipped'),
    })
    .describe('A column of codes'),
]);

/** The parts of columns that every table of one's own may have, whatever names its rows and pictures. */
export const describedColumns = {
  label: labelSchema,
  group: column
    .optional()
    .describe('Column of what must not straddle a split, such as the patient'),
  time: timeSchema.optional(),
  site: column.optional().describe('Column with the place: hospital, town'),
  record: z
    .array(column)
    .optional()
    .describe('Columns of the record (default: all that have no other part)'),
  types: z
    .record(column, typeSchema)
    .default({})
    .describe('How the cells of a column are read (default: found out from the cells)'),
} as const;

/** Your own table, with or without a folder of pictures. */
export const tableSchema = z
  .strictObject({
    adapter: z.literal('table').describe('Your own table, with or without a folder of pictures'),
    table: z
      .string()
      .min(1)
      .describe(
        'Path of the table (CSV, TSV, JSON Lines, JSON, Parquet or Excel, with a header), from the folder where the command runs',
      ),
    images: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Path of the folder that holds the pictures, from the folder where the command runs',
      ),
    columns: z
      .strictObject({
        id: column
          .optional()
          .describe('Column whose value names the row, every value once (default: its line)'),
        image: column
          .optional()
          .describe(
            'Column with the picture: its path within the folder, with or without extension',
          ),
        part: column
          .optional()
          .describe('Column with the part of a given split: train, validation (val, dev), test'),
        ...describedColumns,
      })
      .describe('Which column plays which part'),
    text: recordTextSchema.default({}),
    delimiter: z
      .string()
      .length(1)
      .optional()
      .describe(
        'The sign between cells: a comma, a semicolon, a tab (default: found out from the rows)',
      ),
    encoding: z
      .string()
      .min(1)
      .optional()
      .describe('How the text is encoded: windows-1252 (default: found out from its bytes)'),
    sheet: z.string().min(1).optional().describe('Sheet of an Excel workbook (default: the first)'),
  })
  .refine(({ images, columns }) => (images === undefined) === (columns.image === undefined), {
    error:
      'images and columns.image belong together: say both, or neither for a set without pictures',
  })
  .describe('A table and a folder of pictures');

export type TableSettings = z.infer<typeof tableSchema>;

/** What a plan says of the label. */
export type TableLabel = TableSettings['columns']['label'];

/** What a plan says of the cells of columns. */
export type TableTypes = TableSettings['columns']['types'];
