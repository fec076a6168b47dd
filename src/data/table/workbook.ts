import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { MingaError } from '../../errors/index.ts';
import { CellReferences } from './cell-references.ts';

/** XML of a workbook, unpacked; all of it is held at once, several times over. */
const mostXml = 2 ** 29;
const mostEntries = 4096;
/** What may lie between two entries of the archive: their headers, and nothing that unpacks to much. */
const mostBetween = 4096;

/**
 * The names of a workbook's sheets. The whole archive is unpacked once to be counted: its reader holds
 * everything in memory and makes a row for every number that a file claims, so that a few kilobytes
 * could fill the machine.
 *
 * @throws E_RECORD_VALUE where the archive is damaged, larger than it may be, or holds cells outside
 * of Excel's own limits
 */
export async function surveyWorkbook(path: string, name: string): Promise<readonly string[]> {
  const archive = await openPromise(path).catch(cause => {
    throw refused(name, 'it cannot be unpacked', cause);
  });
  try {
    return await survey(archive, name);
  } catch (cause) {
    throw cause instanceof MingaError ? cause : refused(name, 'it cannot be unpacked', cause);
  } finally {
    archive.close();
  }
}

async function survey(archive: ZipFile, name: string): Promise<readonly string[]> {
  if (archive.entryCount > mostEntries) throw refused(name, `it has ${archive.entryCount} entries`);
  const entries: Entry[] = [];
  let total = 0;
  let workbook = '';
  for await (const entry of archive.eachEntry()) {
    entries.push(entry);
    if (!entry.fileName.endsWith('.xml') && !entry.fileName.endsWith('.rels')) continue;
    if (entry.uncompressedSize > mostXml) throw tooLarge(name);
    const isSheet = entry.fileName.startsWith('xl/worksheets/');
    const references = new CellReferences();
    for await (const piece of await archive.openReadStreamPromise(entry)) {
      total += piece.length;
      if (total > mostXml) throw tooLarge(name);
      if (entry.fileName === 'xl/workbook.xml') workbook += piece.toString();
      const fault = isSheet ? references.read(piece.toString('latin1')) : null;
      if (fault !== null) throw refused(name, fault);
    }
  }
  if (!isDense(entries)) throw refused(name, 'it holds more than its entries');
  return sheetNames(workbook);
}

/** True where the entries that the archive lists are all that lies in it. */
function isDense(entries: readonly Entry[]): boolean {
  const sorted = entries.toSorted(
    (a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader,
  );
  let end = 0;
  return sorted.every(entry => {
    const between = entry.relativeOffsetOfLocalHeader - end;
    end = entry.relativeOffsetOfLocalHeader + entry.compressedSize;
    return between >= 0 && between <= mostBetween;
  });
}

const entities: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

function sheetNames(workbook: string): string[] {
  const tags = workbook.matchAll(/<(?:\w+:)?sheet\s[^>]*?\bname\s*=\s*(?:"([^"]*)"|'([^']*)')/g);
  return Array.from(tags, ([, double, single]) =>
    (double ?? single).replace(/&(\w+);/g, (whole, entity) => entities.get(entity) ?? whole),
  );
}

function tooLarge(name: string): MingaError {
  return new MingaError('E_RECORD_VALUE', {
    found: `${name} unpacks to more than ${mostXml / 2 ** 20} MiB`,
    expected: 'a workbook that fits into memory',
    fix: 'save the sheet as "CSV UTF-8"',
  });
}

function refused(name: string, found: string, cause?: unknown): MingaError {
  return new MingaError('E_RECORD_VALUE', {
    found: `${name} is no workbook that can be read: ${found}`,
    expected: 'an Excel workbook (.xlsx)',
    fix: 'save it again from Excel, or save the sheet as "CSV UTF-8"',
    cause,
  });
}
