import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from './index.ts';
import { philox } from './random.ts';

describe('philox', () => {
  const ones = 0xffffffff;

  // The known answers of Random123 (kat_vectors, philox4x32 10).
  it.each([
    {
      counter: [0, 0, 0, 0],
      key: [0, 0],
      answer: '6627e8d5 e169c58d bc57ac4c 9b00dbd8',
    },
    {
      counter: [ones, ones, ones, ones],
      key: [ones, ones],
      answer: '408f276d 41c83b0e a20bc7c6 6d5451fd',
    },
    {
      counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      key: [0xa4093822, 0x299f31d0],
      answer: 'd16cfe09 94fdcceb 5001e420 24126ea1',
    },
  ])('gives the known answer $answer', ({ counter: [c0, c1, c2, c3], key: [k0, k1], answer }) => {
    const out = new Uint32Array(4);
    philox(out, c0, c1, [c2, c3], [k0, k1]);
    expect([...out].map(word => word.toString(16).padStart(8, '0')).join(' ')).toBe(answer);
  });
});

describe('Random', () => {
  const first = (random: Random) => Array.from({ length: 9 }, () => random.uint32());

  it('repeats itself from the same seed, stream and index', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.string(), fc.nat(), (seed, stream, index) => {
        expect(first(new Random(seed, stream, index))).toEqual(
          first(new Random(seed, stream, index)),
        );
      }),
    );
  });

  it('fills an array with the numbers that it would have given one by one', () => {
    fc.assert(
      fc.property(fc.nat(9), fc.nat(23), (before, length) => {
        const [one, many] = [new Random(7, 'fill'), new Random(7, 'fill')];
        for (let i = 0; i < before; i++) expect(many.uint32()).toBe(one.uint32());
        const words = new Uint32Array(length);
        many.fill(words);
        expect([...words]).toEqual(Array.from({ length }, () => one.uint32()));
        expect(many.uint32()).toBe(one.uint32());
      }),
    );
  });

  it('differs with the seed (its upper half too), the stream and the index', () => {
    const numbers = [
      new Random(1),
      new Random(2),
      new Random(1 + 2 ** 32),
      new Random(1, 'dropout'),
      new Random(1, 'shuffle'),
      new Random(1, '', 1),
    ].map(random => first(random).join());
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it('does not let one stream move another', () => {
    const alone = first(new Random(3, 'a'));
    const a = new Random(3, 'a');
    const b = new Random(3, 'b');
    const beside = Array.from({ length: 9 }, () => {
      b.normal();
      return a.uint32();
    });
    expect(beside).toEqual(alone);
  });

  it('fills [0, 1) evenly', () => {
    const bins = new Float64Array(64);
    const random = new Random(11);
    const n = 64_000;
    for (let k = 0; k < n; k++) {
      const x = random.uniform();
      expect(x >= 0 && x < 1).toBe(true);
      bins[Math.floor(x * 64)] += 1;
    }
    const chiSquare = bins.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    // 63 degrees of freedom: 33 and 104 are the 0.1 % and 99.9 % points.
    expect(chiSquare).toBeGreaterThan(33);
    expect(chiSquare).toBeLessThan(104);
  });

  it('gives whole numbers below n, each equally often', () => {
    const counts = new Float64Array(7);
    const random = new Random(12);
    for (let k = 0; k < 70_000; k++) counts[random.below(7)] += 1;
    const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    // Six degrees of freedom: the 99.9 % point.
    expect(chiSquare).toBeLessThan(22.46);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 32 }), fc.nat(), (n, seed) => {
        const x = new Random(seed).below(n);
        expect(Number.isInteger(x) && x >= 0 && x < n).toBe(true);
      }),
    );
  });

  it('gives normal numbers of mean 0 and variance 1, a twentieth beyond 1.96', () => {
    const random = new Random(13);
    const n = 100_000;
    const xs = Array.from({ length: n }, () => random.normal());
    const mean = xs.reduce((sum, x) => sum + x, 0) / n;
    const variance = xs.reduce((sum, x) => sum + x * x, 0) / n - mean ** 2;
    const beyond = xs.filter(x => Math.abs(x) > 1.96).length / n;
    // Four standard errors each.
    expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(n));
    expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
    expect(Math.abs(beyond - 0.05)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / n));
  });

  it('permutes: every number once', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(), (n, seed) => {
        const order = new Random(seed).permutation(n);
        expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
      }),
    );
  });

  it('permutes into each order equally often', () => {
    const counts = new Map<string, number>();
    const random = new Random(14);
    for (let k = 0; k < 24_000; k++) {
      const order = random.permutation(4).join();
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    const chiSquare = [...counts.values()].reduce((sum, c) => sum + (c - 1000) ** 2 / 1000, 0);
    // 23 degrees of freedom: the 99.9 % point.
    expect(chiSquare).toBeLessThan(49.73);
  });
});
