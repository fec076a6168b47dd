import { MingaError } from '../errors/index.ts';
import type { Feeds, RuntimeTensor } from './session.ts';

/** The same numbers in an array and a buffer of their own. */
export function copyTensor(tensor: RuntimeTensor): RuntimeTensor {
  switch (tensor.type) {
    case 'float32':
      return { ...tensor, data: tensor.data.slice() };
    case 'float64':
      return { ...tensor, data: tensor.data.slice() };
    case 'float16':
      return { ...tensor, data: tensor.data.slice() };
    case 'int64':
      return { ...tensor, data: tensor.data.slice() };
    case 'int32':
      return { ...tensor, data: tensor.data.slice() };
    case 'uint32':
      return { ...tensor, data: tensor.data.slice() };
    case 'int8':
      return { ...tensor, data: tensor.data.slice() };
    case 'uint8':
    case 'bool':
      return { ...tensor, data: tensor.data.slice() };
  }
}

/** @throws E_RUNTIME where an array does not have as many numbers as its shape says */
export function checkSizes(feeds: Feeds): void {
  for (const [name, { shape, data }] of Object.entries(feeds)) {
    const size = shape.reduce((a, b) => a * b, 1);
    if (data.length === size) continue;
    throw new MingaError('E_RUNTIME', {
      found: `${data.length} numbers fed as ${name} of shape [${shape.join(', ')}]`,
      expected: `${size}`,
    });
  }
}

/** The buffers of tensors, each once, to be moved to another thread. */
export function buffersOf(tensors: Feeds): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  for (const { data } of Object.values(tensors)) {
    if (data.buffer instanceof ArrayBuffer) buffers.add(data.buffer);
  }
  return [...buffers];
}
