import { parentPort, workerData } from 'node:worker_threads';
// Not by the folder's index: a thread that opens pictures alone starts in half the time.
import { decodeFingerprint, decodeImage, decodeSeconds, type RgbImage } from '../../data/image.ts';
import { openSmallJpegDecoder } from '../../data/small-jpeg.ts';
import { enterGate, leaveGate } from '../../runtime/index.ts';
import type { EncodedRow } from '../encoder.ts';
import { decodeAhead } from './decode-ahead.ts';
import {
  type PictureReply,
  type PictureRequest,
  type PictureThreadData,
  type SentError,
  sentError,
} from './picture-messages.ts';
import { openPictureModel } from './picture-model.ts';
import type { PictureModel } from './vision-model.ts';

const port = parentPort;
if (port === null) throw new Error('picture-worker.ts runs only as a worker thread');
const { recipe, decode, pictureBytes, gate }: PictureThreadData = workerData;

/** Runs what enters native code; where the process or this thread is to end, it ends here. */
async function guarded<T>(action: () => Promise<T>): Promise<T> {
  if (!enterGate(gate)) process.exit();
  try {
    return await action();
  } finally {
    leaveGate(gate);
  }
}

function send(reply: PictureReply, transfer: ArrayBuffer[] = []): void {
  port?.postMessage(reply, transfer);
}

function checked(row: EncodedRow): Float32Array | SentError {
  if (!(row instanceof Float32Array)) return sentError(row);
  if (row.every(Number.isFinite)) return row;
  return {
    code: 'E_NOT_FINITE',
    found: 'a vector with NaN or infinity',
    expected: 'finite numbers from the model',
    fix: 'try another precision of the model',
  };
}

async function encode(
  model: PictureModel,
  pictures: readonly (RgbImage | SentError)[],
): Promise<(Float32Array | SentError)[]> {
  const whole = pictures.filter(picture => 'data' in picture);
  const rows = whole.length === 0 ? [] : await guarded(() => model.encode(whole));
  let next = 0;
  return pictures.map(picture => ('data' in picture ? checked(rows[next++]) : picture));
}

function buffers(rows: readonly (Float32Array | SentError)[]): ArrayBuffer[] {
  return rows.flatMap(row =>
    row instanceof Float32Array && row.buffer instanceof ArrayBuffer ? [row.buffer] : [],
  );
}

/** A file on its way: what to say of it where its decoder keeps this thread from hearing anything. */
interface File {
  readonly bytes: Uint8Array;
  readonly id: number;
  readonly index: number;
}

const seconds = decodeSeconds(decode);

async function openDecoder(): Promise<(file: File) => Promise<RgbImage | SentError>> {
  const small = await openSmallJpegDecoder(decode.maxPixels);
  const isPlain = Object.keys(decodeFingerprint(decode)).length === 0;
  return async ({ bytes, id, index }) => {
    const picture = isPlain ? small.decode(bytes) : null;
    if (picture !== null) return picture;
    send({ kind: 'decoding', id, file: index, seconds });
    const decoded = await decodeImage(bytes, decode).catch(sentError);
    send({ kind: 'decoded', id });
    return decoded;
  };
}

async function serve(): Promise<void> {
  const model = await guarded(() => openPictureModel(recipe));
  const decoder = decodeAhead<File, RgbImage | SentError>(
    await openDecoder(),
    picture => ('data' in picture ? picture.data.length : 0),
    pictureBytes,
  );
  let turn: Promise<void> = Promise.resolve();
  port?.on('message', ({ id, files }: PictureRequest) => {
    // Decoding starts as a chunk arrives, so it runs while the chunk before is encoded.
    const groups = decoder.start(files.map((bytes, index) => ({ bytes, id, index })));
    turn = turn.then(async () => {
      try {
        const rows: (Float32Array | SentError)[] = [];
        for await (const pictures of groups) rows.push(...(await encode(model, pictures)));
        send({ kind: 'rows', id, rows }, buffers(rows));
      } catch (error) {
        send({ kind: 'failed', id, error: sentError(error) });
      }
    });
  });
  send({ kind: 'ready', dimension: model.dimension, output: model.output });
}

serve().catch((error: unknown) => {
  send({ kind: 'failed', id: null, error: sentError(error) });
});
