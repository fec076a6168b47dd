import { join } from 'node:path';
import { readTable, type Table } from '../../table/index.ts';
import {
  buildTable,
  type CellsOf,
  existingFile,
  requireFile,
  selectRows,
  stackTables,
  type TableView,
  withoutRepeats,
} from '../raw/index.ts';
import { labelColumns } from './labels.ts';

/** As the authors name the files, and as the paper's code renames them. */
const files = [
  { part: 'train', names: ['multimodal_train.tsv', 'train.tsv'] },
  { part: 'validation', names: ['multimodal_validate.tsv', 'validate.tsv', 'val.tsv'] },
  { part: 'test', names: ['multimodal_test_public.tsv', 'test_public.tsv', 'test.tsv'] },
] as const;

const texts = ['clean_title', 'title', 'subreddit', 'domain', 'author'] as const;
const numbers = ['num_comments', 'score', 'upvote_ratio'] as const;

/**
 * Fakeddit as one table, from its three files, or from the `labels.csv` that the paper's code makes
 * of them where the files themselves are absent.
 *
 * @throws E_FILE_MISSING, E_COLUMN_MISSING
 */
export async function readFakeddit(root: string): Promise<Table> {
  const first = await existingFile(files[0].names.map(name => join(root, name)));
  const paper = await existingFile([join(root, 'labels.csv')]);
  if (first === undefined && paper !== undefined) {
    const table = await readTable(paper);
    const view = stackTables([table]);
    return postTable(view, view.cells('split'), table.notes);
  }
  const tables: Table[] = [];
  for (const { names } of files) {
    const path = await requireFile(...names.map(name => join(root, name)));
    tables.push(await readTable(path, { delimiter: '\t' }));
  }
  const view = stackTables(tables);
  const notes = tables.flatMap(table => table.notes);
  return postTable(view, row => files[view.source(row)].part, notes);
}

function postTable(all: TableView, partOf: CellsOf, notes: readonly string[]): Table {
  const unique = withoutRepeats(all.rowCount, postId(all), all.place);
  const posts = selectRows(all, unique.rows);
  const idOf = postId(posts);
  const hasImage = posts.optional('hasImage');
  const linked = posts.optional('linked_submission_id');
  const created = posts.optional('created_utc');
  const labels = labelColumns.map(name => [name, posts.cells(name)] as const);
  const others = [...texts, ...numbers].map(name => [name, posts.optional(name)] as const);
  return buildTable({
    name: 'Fakeddit',
    rowCount: posts.rowCount,
    columns: {
      id: idOf,
      image: row => (/^(false|0)$/i.test(hasImage(row)) ? '' : imageName(idOf(row))),
      family: row => familyOf(linked(row)) ?? idOf(row),
      time: row => isoTime(created(row)),
      part: row => partOf(unique.rows[row]),
      ...Object.fromEntries(labels),
      ...Object.fromEntries(others),
    },
    line: posts.line,
    place: posts.place,
    ragged: posts.ragged,
    width: posts.width,
    notes: [...notes, ...unique.notes],
  });
}

/** The paper's code adds the ending of the picture to the id. */
function postId(posts: TableView): CellsOf {
  const ids = posts.cells('id');
  return row => ids(row).replace(/\.jpg$/i, '');
}

function imageName(id: string): string {
  return id === '' ? '' : `${id}.jpg`;
}

/** The post whose picture was edited for this one; pandas writes a missing one as nothing or `nan`. */
function familyOf(linked: string): string | undefined {
  const id = linked.replace(/^t3_/, '');
  return id === '' || /^nan$/i.test(id) ? undefined : id;
}

/** Seconds since 1970 as ISO 8601; empty where they are no number. */
function isoTime(seconds: string): string {
  const value = seconds === '' ? Number.NaN : Number(seconds);
  const time = new Date(value * 1000);
  return Number.isNaN(time.getTime()) ? '' : time.toISOString();
}
