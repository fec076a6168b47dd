import { stat } from 'node:fs/promises';
import { MingaError } from '../../errors/index.ts';
import { addFile, type ContentCheck, contentCheck } from './content-check.ts';
import type { HubFile } from './hub-listing.ts';
import { type Answer, ask, type Line } from './hub-request.ts';
import {
  appendPart,
  findPart,
  finishPart,
  openPart,
  type PartFile,
  removePart,
} from './part-file.ts';
import { withRetries } from './retries.ts';
import { TransientFault } from './transient-fault.ts';

/** A file to be had. */
export interface Wanted {
  readonly file: HubFile;
  readonly url: string;
  readonly commit: string;
  /** Where it shall stand. */
  readonly target: string;
  /** SHA-256 that the catalogue pins, if it does. */
  readonly pin: string | undefined;
  /** Bytes of this file that are there. */
  readonly onBytes: (bytes: number) => void;
}

/**
 * Has one file: nothing to do where it is there already; else the rest of the part that is there,
 * else all of it. Content that is not what the hub or the catalogue says is deleted and had once
 * more.
 *
 * @returns its SHA-256 in hexadecimal
 * @throws E_CHECKSUM where the content is wrong twice; E_DOWNLOAD where it cannot be had or written;
 * E_ABORTED
 */
export async function downloadFile(line: Line, wanted: Wanted): Promise<string> {
  const { file, target, pin, onBytes } = wanted;
  const there = await presentFile(wanted);
  if (there !== null) return there;
  let bytes = 0;
  const count = (now: number) => {
    bytes = now;
    onBytes(now);
  };
  for (let tries = 1; ; tries++) {
    const result = await withRetries(
      line,
      file.path,
      () => attempt(line, { ...wanted, onBytes: count }),
      () => bytes,
    );
    if (result.right && (pin === undefined || pin === result.sha256)) {
      await finishPart(target);
      return result.sha256;
    }
    await removePart(target);
    count(0);
    if (tries === 2) throw wrongContent(line, wanted, result.sha256);
  }
}

/** The hash of a file that is whole already, else null. */
async function presentFile({ file, target, pin, onBytes }: Wanted): Promise<string | null> {
  const status = await stat(target).catch(() => null);
  if (!status?.isFile() || status.size !== file.bytes) return null;
  const check = contentCheck(file);
  await addFile(check, target);
  const { sha256, right } = check.end();
  if (!right || (pin !== undefined && pin !== sha256)) return null;
  onBytes(file.bytes);
  return sha256;
}

async function attempt(line: Line, wanted: Wanted): Promise<ReturnType<ContentCheck['end']>> {
  const { file, target, onBytes } = wanted;
  const part = await findPart(target, file.digest, file.bytes);
  const check = contentCheck(file);
  if (part.bytes > 0) await addFile(check, part.path);
  onBytes(part.bytes);
  if (part.bytes === file.bytes && file.bytes > 0) return check.end();
  const answer = await ask(line, wanted.url, file.path, rangeHeaders(part));
  try {
    return await receive(answer, wanted, part, check);
  } finally {
    answer.close();
  }
}

/** If-Range wants a strong name of the content: with a weak one, or none, the hash decides. */
function rangeHeaders({ bytes, etag }: PartFile): Record<string, string> {
  if (bytes === 0) return {};
  const strong = etag !== null && !etag.startsWith('W/');
  return { range: `bytes=${bytes}-`, ...(strong ? { 'if-range': etag } : {}) };
}

async function receive(
  answer: Answer,
  { file, target, commit, onBytes }: Wanted,
  part: PartFile,
  resumed: ContentCheck,
): Promise<ReturnType<ContentCheck['end']>> {
  const goesOn = answer.status === 206;
  if (goesOn && !fits(answer, part, file)) {
    await removePart(target);
    throw new TransientFault('the server sends another part than was asked for');
  }
  const check = goesOn ? resumed : contentCheck(file);
  let bytes = goesOn ? part.bytes : 0;
  const note = { digest: file.digest, commit, etag: answer.headers.get('etag') };
  const handle = await openPart(target, note, !goesOn);
  try {
    for await (const piece of answer.pieces()) {
      bytes += piece.length;
      if (bytes > file.bytes) return { ...check.end(), right: false };
      await appendPart(target, handle, piece);
      check.add(piece);
      onBytes(bytes);
    }
  } finally {
    await handle.close();
  }
  if (bytes < file.bytes) throw new TransientFault(`cut off after ${bytes} of ${file.bytes} bytes`);
  return check.end();
}

function fits({ headers }: Answer, { bytes }: PartFile, file: HubFile): boolean {
  const range = headers.get('content-range')?.match(/^bytes (\d+)-\d+\/(\d+|\*)$/);
  if (!range) return false;
  return Number(range[1]) === bytes && (range[2] === '*' || Number(range[2]) === file.bytes);
}

function wrongContent({ hub }: Line, { file, pin }: Wanted, sha256: string): MingaError {
  return new MingaError('E_CHECKSUM', {
    found: `${file.path} from ${hub.base}: twice content of SHA-256 ${sha256}`,
    expected:
      pin === undefined ? `what the hub lists, ${file.digest}` : `${pin}, as the catalogue pins`,
    fix: 'take another mirror; if this persists, someone changes what you download',
  });
}
