import { expect, test } from 'vitest';
import { MemoryPool } from './memory-pool.ts';

test('what is given back is taken again, the smallest that is large enough', () => {
  const pool = new MemoryPool();
  const [small, large] = [pool.take(2, 2), pool.take(10, 10)];
  pool.give(large, small);
  expect(pool.take(2, 1).data.buffer).toBe(small.data.buffer);
  expect(pool.take(3, 3).data.buffer).toBe(large.data.buffer);
  expect(pool.take(2, 2).data.buffer).not.toBe(small.data.buffer);
});

test('zeros are zeros, whatever was in them before', () => {
  const pool = new MemoryPool();
  const matrix = pool.take(3, 2);
  matrix.data.fill(7);
  pool.give(matrix);
  expect([...pool.takeZeros(2, 2).data]).toEqual([0, 0, 0, 0]);
});
