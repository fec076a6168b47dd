import type { ColumnMetaData, PageHeader } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import type { ParquetFile } from './file.ts';

/** Numbers of one column in one row group; each takes eight bytes or more while it is decoded. */
const mostValues = 2 ** 27;
const mostPageBytes = 2 ** 30;

/**
 * Walks the pages of a column chunk and checks every length before the library takes memory for it
 * or moves by it: it trusts page headers, and a page of a few bytes can claim to hold billions.
 *
 * @param bytes of the whole chunk
 * @throws what `refuse` gives where a length is out of bounds; what the library throws where it is no header
 */
export function checkPages(
  bytes: ArrayBuffer,
  chunk: ColumnMetaData,
  { refuse }: ParquetFile,
): void {
  const expected = Number(chunk.num_values);
  if (expected > mostValues) {
    throw refuse(
      `a row group holds ${expected} numbers`,
      `${mostValues} at most`,
      'write it with smaller row groups: to_parquet(…, row_group_size=4096)',
    );
  }
  const reader = { view: new DataView(bytes), offset: 0 };
  let values = 0;
  while (reader.offset < bytes.byteLength) {
    const header = parquetHeader(reader);
    const room = bytes.byteLength - reader.offset;
    const size = header.compressed_page_size;
    if (!isWithin(size, room) || !isWithin(header.uncompressed_page_size, mostPageBytes)) {
      throw refuse(`a page of ${size} bytes`, `${room} at most`);
    }
    if (!areLevelsWithin(header, size)) {
      throw refuse('a page with levels of a length that does not fit', `${size} at most`);
    }
    const inPage = valuesOf(header);
    const room2 = header.type === 'DICTIONARY_PAGE' ? mostValues : expected - values;
    if (!isWithin(inPage, room2)) {
      throw refuse(`a page of ${inPage} numbers`, `${room2} at most`);
    }
    if (header.type !== 'DICTIONARY_PAGE') values += inPage;
    reader.offset += size;
  }
  if (values !== expected) throw refuse(`${values} values in a column`, `${expected}`);
}

function valuesOf(header: PageHeader): number {
  const kind =
    header.data_page_header ?? header.data_page_header_v2 ?? header.dictionary_page_header;
  return kind?.num_values ?? -1;
}

function areLevelsWithin({ data_page_header_v2: page }: PageHeader, size: number): boolean {
  if (page === undefined) return true;
  const { definition_levels_byte_length: definition, repetition_levels_byte_length: repetition } =
    page;
  const nullsFit =
    isWithin(page.num_nulls, page.num_values) && isWithin(page.num_rows, page.num_values);
  return nullsFit && isWithin(definition, size) && isWithin(repetition, size - definition);
}

/** Whole, 0 or more, `most` or less; false for what is no number at all. */
function isWithin(value: number, most: number): boolean {
  return Number.isSafeInteger(value) && value >= 0 && value <= most;
}
