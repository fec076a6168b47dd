import { MingaError } from '../errors/index.ts';
import { decodeSafetensors, encodeSafetensors, type TensorData } from '../tensor/index.ts';
import { type FittedHead, fittedHead } from './fitted-head.ts';
import { type Dimensions, type HeadSettings, headNames, headSettings } from './heads/index.ts';
import { parsedTask, taskDescription } from './saved-task.ts';

const format = 'minga-head-2';

/** A fitted head as the bytes of a safetensors file. */
export function encodeHead(head: FittedHead): Uint8Array<ArrayBuffer> {
  const tensors = [...head.variables].map(([name, data]): [string, TensorData] => [
    name,
    { dtype: 'F32', shape: [data.length], data },
  ]);
  const { settings, dimensions, task } = head;
  return encodeSafetensors(tensors, {
    format,
    head: JSON.stringify({ settings, dimensions, ...taskDescription(task) }),
  });
}

/**
 * The head that `encodeHead` wrote; it predicts the same bits.
 *
 * @throws E_SAFETENSORS, E_HEAD_INPUT where the bytes are not those of a head
 */
export function decodeHead(bytes: Uint8Array): FittedHead {
  const { tensors, metadata } = decodeSafetensors(bytes);
  if (metadata.format !== format) {
    throw new MingaError('E_HEAD_INPUT', {
      found: `a file of format ${metadata.format ?? 'unknown'}`,
      expected: format,
    });
  }
  const description = object(parsed(metadata.head));
  const variables = new Map<string, Float32Array>();
  for (const [name, { data }] of tensors)
    if (data instanceof Float32Array) variables.set(name, data);
  const task = parsedTask(description);
  if (task === null) throw unreadable('classes');
  return fittedHead(
    settingsFrom(description.settings),
    task,
    dimensionsFrom(description.dimensions),
    variables,
  );
}

function settingsFrom(value: unknown): HeadSettings {
  const { name, hidden, dropout, modalityDropout, k, metric, folds } = object(value);
  const known = headNames.find(other => other === name);
  if (known !== undefined && typeof hidden === 'number' && typeof dropout === 'number') {
    const share = typeof modalityDropout === 'number' ? modalityDropout : 0;
    return headSettings(known, {
      hidden,
      dropout,
      modalityDropout: share,
      k: typeof k === 'number' ? k : undefined,
      folds: typeof folds === 'number' ? folds : undefined,
      metric: metric === 'cosine' || metric === 'euclidean' ? metric : undefined,
    });
  }
  throw unreadable('settings');
}

function dimensionsFrom(value: unknown): Dimensions {
  const { image, text } = object(value);
  if (typeof image === 'number' && typeof text === 'number') return { image, text };
  throw unreadable('dimensions');
}

function object(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return null;
  }
}

function unreadable(what: string): MingaError {
  return new MingaError('E_HEAD_INPUT', { found: `a saved head without proper ${what}` });
}
