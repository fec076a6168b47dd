import { extname } from 'node:path';
import { MingaError } from '../../errors/index.ts';
import { CellScanner } from './cell-scanner.ts';

/** The signs that are tried, the likeliest first. */
const candidates = [',', ';', '\t', '|'] as const;

/** A line that Excel writes and understands: `sep=;`. */
const said = /^sep=([\t\x20-\x21\x23-\x7e])\r?\n/i;

/** What is known of the delimiter of a text. */
export interface Delimiter {
  readonly sign: string;
  /** True where the first line is no header but says the delimiter. */
  readonly isInFirstLine: boolean;
  /** `cells are delimited by ";"`, where that is worth saying. */
  readonly note: string | null;
}

/**
 * The delimiter of a text: the one that a person says, or the first line, or the rows.
 *
 * @param head the beginning of a text; its last line may be cut off where it is not whole
 * @throws E_OPTION where `asked` cannot be one
 */
export function findDelimiter(
  head: string,
  isWhole: boolean,
  name: string,
  asked: string | undefined,
): Delimiter {
  const inFirstLine = said.exec(head)?.[1];
  const isInFirstLine = inFirstLine !== undefined;
  if (asked !== undefined) {
    checkDelimiter(asked);
    return { sign: asked, isInFirstLine, note: null };
  }
  const sign = inFirstLine ?? guess(head, isWhole);
  const note = sign === usual(name) ? null : `cells are delimited by ${spoken(sign)}`;
  return { sign, isInFirstLine, note };
}

function checkDelimiter(sign: string): void {
  const isAscii = sign.length === 1 && sign > '\0' && sign <= '\x7f';
  if (isAscii && !['"', '\n', '\r'].includes(sign)) return;
  throw new MingaError('E_OPTION', {
    found: `the delimiter ${JSON.stringify(sign)}`,
    expected: 'one sign of ASCII that is neither a quote nor a line break',
  });
}

function usual(name: string): string {
  const ending = extname(name.replace(/\.gz$/i, '')).toLowerCase();
  return ending === '.tsv' || ending === '.tab' ? '\t' : ending === '.psv' ? '|' : ',';
}

function spoken(sign: string): string {
  return sign === '\t' ? 'tabs' : JSON.stringify(sign);
}

/** The sign that cuts most rows into as many cells as the header has; of equals the one that gives more columns. */
function guess(head: string, isWhole: boolean): string {
  const end = isWhole ? head.length : Math.max(head.lastIndexOf('\n'), head.lastIndexOf('\r')) + 1;
  const bytes = Buffer.from(head.slice(0, end));
  let best: { sign: string; share: number; columns: number } | undefined;
  for (const sign of candidates) {
    const [columns, ...widths] = rowWidths(bytes, sign);
    if (columns === undefined || columns < 2) continue;
    const fitting = widths.filter(width => width === columns).length;
    const share = widths.length === 0 ? 1 : fitting / widths.length;
    const isBetter =
      best === undefined ||
      share > best.share + 0.1 ||
      (share > best.share - 0.1 && columns > best.columns);
    if (isBetter) best = { sign, share, columns };
  }
  return best?.sign ?? ',';
}

function rowWidths(bytes: Uint8Array, delimiter: string): number[] {
  const widths: number[] = [];
  let width = 0;
  const scanner = new CellScanner(delimiter.charCodeAt(0), {
    cell: () => {
      width += 1;
    },
    endRow: () => {
      widths.push(width);
      width = 0;
    },
  });
  scanner.push(bytes);
  scanner.end();
  return widths;
}
