import { stat } from 'node:fs/promises';
import { MingaError } from '../errors/index.ts';
import { addFile, type ContentCheck, contentCheck, type Expected } from './content-check.ts';
import {
  appendPart,
  findPart,
  finishPart,
  openPart,
  type PartFile,
  removePart,
} from './part-file.ts';
import { type Answer, ask, type Line } from './request.ts';
import { withRetries } from './retries.ts';
import { RangeFault, TransientFault } from './transient-fault.ts';

/** A file as its server lists it; the digest is how its content is known before it is there. */
export interface RemoteFile extends Expected {
  readonly path: string;
}

/** A file to be had. */
export interface Wanted {
  readonly file: RemoteFile;
  readonly url: string;
  /** Where it shall stand. */
  readonly target: string;
  /** SHA-256 that must hold beside the listing's digest, where one is known from before. */
  readonly pin?: string;
  /** Of the file; 0o644 by default. What patients are in is for its owner alone: 0o600. */
  readonly mode?: number;
  /** Bytes of this file that are there. */
  readonly onBytes: (bytes: number) => void;
}

/** A file that is there, whole and right. */
export interface Downloaded {
  readonly bytes: number;
  /** In hexadecimal. */
  readonly sha256: string;
}

interface Received {
  readonly sha256: string;
  readonly right: boolean;
  readonly bytes: number;
}

/**
 * Has one file: nothing to do where it is there already; else the rest of the part that is there,
 * else all of it. Content that is not what the server or the pin says is deleted and had once more.
 *
 * @throws E_CHECKSUM where the content is wrong twice; E_DOWNLOAD where it cannot be had or written;
 * E_ABORTED
 */
export async function downloadFile(line: Line, wanted: Wanted): Promise<Downloaded> {
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
      return { bytes: result.bytes, sha256: result.sha256 };
    }
    await removePart(target);
    count(0);
    if (tries === 2) throw wrongContent(line, wanted, result.sha256);
  }
}

/** A file that is whole already, else null; one of which no digest is known is never whole. */
async function presentFile({ file, target, pin, onBytes }: Wanted): Promise<Downloaded | null> {
  const status = await stat(target).catch(() => null);
  if (!status?.isFile() || file.digest === null) return null;
  if (file.bytes !== null && file.bytes !== status.size) return null;
  const check = contentCheck(file);
  await addFile(check, target);
  const { sha256, right } = check.end();
  if (!right || (pin !== undefined && pin !== sha256)) return null;
  onBytes(status.size);
  return { bytes: status.size, sha256 };
}

async function attempt(line: Line, wanted: Wanted): Promise<Received> {
  const { file, target, onBytes } = wanted;
  const part = await usablePart(file, target);
  const check = contentCheck(file);
  if (part.bytes > 0) await addFile(check, part.path);
  onBytes(part.bytes);
  if (part.bytes === file.bytes && part.bytes > 0) return { ...check.end(), bytes: part.bytes };
  let answer: Answer;
  try {
    answer = await ask(line, wanted.url, file.path, { headers: rangeHeaders(part) });
  } catch (error) {
    if (error instanceof RangeFault) return wholePart(wanted, part, check);
    throw error;
  }
  try {
    return await receive(answer, wanted, part, check);
  } finally {
    answer.close();
  }
}

/** Where no digest is known, only the server's own name of the content makes a part safe to go on from. */
async function usablePart({ digest, bytes }: RemoteFile, target: string): Promise<PartFile> {
  const part = await findPart(target, digest, bytes ?? Number.POSITIVE_INFINITY);
  if (digest !== null || part.etag !== null || part.bytes === 0) return part;
  await removePart(target);
  return { ...part, bytes: 0 };
}

/** Nothing lies behind the part: it is the whole, where its hash says so. */
async function wholePart(
  { file, target }: Wanted,
  { bytes }: PartFile,
  check: ContentCheck,
): Promise<Received> {
  const result = check.end();
  if (file.digest !== null && result.right && bytes > 0) return { ...result, bytes };
  await removePart(target);
  throw new TransientFault('the server has less than the part that is here');
}

/** If-Range wants a strong name of the content: with a weak one, or none, the hash decides. */
function rangeHeaders({ bytes, etag }: PartFile): Record<string, string> {
  if (bytes === 0) return {};
  return { range: `bytes=${bytes}-`, ...(etag === null ? {} : { 'if-range': etag }) };
}

async function receive(
  answer: Answer,
  { file, target, mode = 0o644, onBytes }: Wanted,
  part: PartFile,
  resumed: ContentCheck,
): Promise<Received> {
  const goesOn = answer.status === 206;
  const whole = wholeBytes(answer);
  if (goesOn && !fits(answer, part, file)) {
    await removePart(target);
    throw new TransientFault('the server sends another part than was asked for');
  }
  const check = goesOn ? resumed : contentCheck(file);
  let bytes = goesOn ? part.bytes : 0;
  const note = { digest: file.digest, etag: answer.headers.get('etag') };
  const handle = await openPart(target, note, !goesOn, mode);
  try {
    for await (const piece of answer.pieces()) {
      bytes += piece.length;
      if (file.bytes !== null && bytes > file.bytes) return { ...check.end(), right: false, bytes };
      await appendPart(target, handle, piece);
      check.add(piece);
      onBytes(bytes);
    }
  } finally {
    await handle.close();
  }
  const expected = file.bytes ?? whole;
  if (expected !== null && bytes < expected)
    throw new TransientFault(`cut off after ${bytes} of ${expected} bytes`);
  return { ...check.end(), bytes };
}

/** How long the answer says that the whole file is; null where it does not. */
function wholeBytes({ status, headers }: Answer): number | null {
  const told =
    status === 206
      ? headers.get('content-range')?.match(/\/(\d+)$/)?.[1]
      : headers.get('content-length');
  return told === null || told === undefined ? null : Number(told);
}

function fits({ headers }: Answer, { bytes }: PartFile, file: RemoteFile): boolean {
  const range = headers.get('content-range')?.match(/^bytes (\d+)-\d+\/(\d+|\*)$/);
  if (!range) return false;
  const sameWhole = range[2] === '*' || file.bytes === null || Number(range[2]) === file.bytes;
  return Number(range[1]) === bytes && sameWhole;
}

function wrongContent({ server }: Line, { file, pin }: Wanted, sha256: string): MingaError {
  return new MingaError('E_CHECKSUM', {
    found: `${file.path} from ${server.base}: twice content of SHA-256 ${sha256}`,
    expected:
      pin === undefined ? `what the server lists, ${file.digest}` : `${pin}, as it is pinned`,
    fix: 'take another mirror; if this persists, someone changes what you download',
  });
}
