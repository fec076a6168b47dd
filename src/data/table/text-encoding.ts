import { isUtf8 } from 'node:buffer';
import { MingaError } from '../../errors/index.ts';

/** What a text file turned out to be. */
export interface TextSurvey {
  /** A name that `TextDecoder` knows. */
  readonly encoding: string;
  /** True where nobody said the encoding, and it is not UTF-8. */
  readonly guessed: boolean;
  /** The beginning of the text, decoded. */
  readonly head: string;
  /** True where that is all of it. */
  readonly isWhole: boolean;
}

const headBytes = 262_144;

/**
 * Finds out how a text is encoded: by its byte order mark; as UTF-16 by zeros in every second byte; as
 * UTF-8 where all of it is valid; else as Windows-1252, which holds Latin-1.
 *
 * @param pieces of the whole file
 * @param said the encoding that a person named; it is believed
 * @throws E_OPTION where that encoding is not known
 * @throws E_RECORD_VALUE where the file is no text
 */
export async function surveyText(
  pieces: AsyncIterable<Uint8Array>,
  name: string,
  said?: string,
): Promise<TextSurvey> {
  let head: Uint8Array = new Uint8Array(0);
  let length = 0;
  let valid = true;
  let hasZero = false;
  const check = utf8Check();
  for await (const piece of pieces) {
    if (head.length < headBytes) head = Buffer.concat([head, piece.subarray(0, headBytes)]);
    if (said !== undefined && length >= headBytes) break;
    length += piece.length;
    valid &&= check(piece);
    hasZero ||= piece.includes(0);
  }
  valid &&= check(null);
  const byMark = markOf(head) ?? wideOf(head);
  const encoding =
    said === undefined ? (byMark ?? (valid ? 'utf-8' : 'windows-1252')) : known(said);
  if (hasZero && !encoding.startsWith('utf-16')) {
    throw new MingaError('E_RECORD_VALUE', {
      found: `${name} holds zero bytes: it is no text`,
      expected: 'CSV, TSV, JSON Lines, JSON, Parquet or Excel (.xlsx)',
      fix: 'export it as "CSV UTF-8"',
    });
  }
  const guessed = said === undefined && encoding !== 'utf-8';
  return { encoding, guessed, head: decoded(head, encoding), isWhole: length <= head.length };
}

/** Decodes a text piece by piece to UTF-8; a byte order mark is left out. */
export async function* toUtf8(
  pieces: AsyncIterable<Uint8Array>,
  encoding: string,
  name: string,
): AsyncGenerator<Uint8Array> {
  if (encoding === 'utf-8') yield* withoutMark(pieces, name);
  else if (encoding === 'windows-1252') {
    for await (const piece of pieces) yield Buffer.from(fromWindows1252(piece));
  } else {
    const decoder = new TextDecoder(encoding);
    for await (const piece of pieces) yield Buffer.from(decoder.decode(piece, { stream: true }));
    yield Buffer.from(decoder.decode());
  }
}

async function* withoutMark(
  pieces: AsyncIterable<Uint8Array>,
  name: string,
): AsyncGenerator<Uint8Array> {
  const check = utf8Check();
  let isFirst = true;
  const bad = () =>
    new MingaError('E_RECORD_VALUE', {
      found: `${name} holds bytes that are not UTF-8`,
      expected: 'a text file in UTF-8, as the plan says',
      fix: 'leave encoding out, so that it is found out, or save the file again as "CSV UTF-8"',
    });
  for await (const piece of pieces) {
    if (!check(piece)) throw bad();
    yield isFirst && markOf(piece) === 'utf-8' ? piece.subarray(3) : piece;
    isFirst = false;
  }
  if (!check(null)) throw bad();
}

/** Checks a text that comes in pieces, which may cut a sign; null ends it. */
function utf8Check(): (piece: Uint8Array | null) => boolean {
  let rest: Uint8Array = new Uint8Array(0);
  return piece => {
    if (piece === null) return rest.length === 0;
    const whole = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    const end = whole.length - cutSign(whole);
    rest = whole.slice(end);
    return isUtf8(whole.subarray(0, end));
  };
}

/** How many bytes at the end begin a sign that goes on. */
function cutSign(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back];
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}

function markOf(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
}

/** Text of any Latin script in UTF-16 has a zero in nearly every second byte, and none elsewhere. */
function wideOf(head: Uint8Array): string | undefined {
  const zeros = [0, 0];
  for (let i = 0; i < head.length; i++) if (head[i] === 0) zeros[i % 2] += 1;
  const enough = head.length / 8;
  if (zeros[1] > enough && zeros[0] * 20 < zeros[1]) return 'utf-16le';
  return zeros[0] > enough && zeros[1] * 20 < zeros[0] ? 'utf-16be' : undefined;
}

function known(label: string): string {
  try {
    return new TextDecoder(label).encoding;
  } catch (cause) {
    throw new MingaError('E_OPTION', {
      found: `the encoding "${label}"`,
      expected:
        'utf-8, utf-16le, utf-16be, windows-1252, iso-8859-15, shift_jis, … (a label of the WHATWG)',
      cause,
    });
  }
}

function decoded(bytes: Uint8Array, encoding: string): string {
  return encoding === 'windows-1252'
    ? fromWindows1252(bytes)
    : new TextDecoder(encoding).decode(bytes);
}

/** What Windows-1252 has at 80–9F; five places are control signs. */
const windowsSigns = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Node 20 to 24 decode Windows-1252 as Latin-1, so that "€" comes out as a control sign. */
function fromWindows1252(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  return text.replace(/[\u0080-\u009f]/g, sign => windowsSigns[sign.charCodeAt(0) - 0x80]);
}
