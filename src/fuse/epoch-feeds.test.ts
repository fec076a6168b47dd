import { describe, expect, test } from 'vitest';
import { adamW, networkShape } from '../graph/index.ts';
import { drawEpoch } from './epoch-feeds.ts';
import { headDesign } from './heads/index.ts';

function shapeOf(dropout: number) {
  return networkShape(
    headDesign('late').network({ image: 4, text: 4 }, 3, { hidden: 64, dropout }),
  );
}

function epochOf(
  place: { seed?: number; epoch?: number; rows?: number; batch?: number },
  rate = 0.2,
) {
  const whole = { seed: 0, epoch: 1, epochs: 9, rows: 500, batch: 64, ...place };
  return drawEpoch(shapeOf(rate), adamW(), whole);
}

function feedsOf(place: Parameters<typeof epochOf>[0], rate = 0.2) {
  const epoch = epochOf(place, rate);
  return epoch.feeds(0, epoch.steps);
}

function orderOf(place: Parameters<typeof epochOf>[0]): number[] {
  return [...epochOf(place).order];
}

function sorted(numbers: readonly number[]): number[] {
  return [...numbers].sort((a, b) => a - b);
}

describe('an epoch', () => {
  test('reads every row once', () => {
    expect(sorted(orderOf({}))).toEqual(Array.from({ length: 500 }, (_, i) => i));
  });

  test('leaves out one row, another each epoch, where the last batch would be a single one', () => {
    const left = [1, 2, 3].map(epoch => {
      const order = orderOf({ rows: 129, epoch });
      expect(order.length).toBe(128);
      expect(new Set(order).size).toBe(128);
      return Array.from({ length: 129 }, (_, i) => i).find(i => !order.includes(i));
    });
    expect(new Set(left).size).toBeGreaterThan(1);
  });

  test('has a step for each batch, the smaller last one included', () => {
    for (const [rows, steps] of [
      [128, 2],
      [129, 2],
      [130, 3],
      [2, 1],
    ]) {
      const feeds = feedsOf({ rows });
      expect(Array.from(feeds.steps.data, Number)).toEqual([steps]);
      expect(feeds.scalars.shape).toEqual([steps, 4]);
    }
  });

  test('goes on with the schedule where the epoch before ended', () => {
    // The columns of each step but the first, which starts anew with every run.
    const ownOf = ({ scalars: { data } }: ReturnType<typeof feedsOf>) =>
      Array.from(data, Number).filter((_, i) => i % 4 === 1 || i % 4 === 3);
    const whole = feedsOf({ rows: 512 });
    const [first, second] = [feedsOf({ rows: 256 }), feedsOf({ rows: 256, epoch: 2 })];
    expect([...ownOf(first), ...ownOf(second)]).toEqual(ownOf(whole));
  });

  test('can be fed in parts that together are the whole', () => {
    const epoch = epochOf({});
    const [whole, ...parts] = [epoch.feeds(0, 8), epoch.feeds(0, 3), epoch.feeds(3, 5)];
    const name = 'mask.text.dropout';
    expect(parts.map(part => part[name].shape)).toEqual([
      [192, 64],
      [308, 64],
    ]);
    expect(parts.flatMap(part => Array.from(part[name].data, Number))).toEqual(
      Array.from(whole[name].data, Number),
    );
    // The shares of all steps and of what was there before add up to one.
    const { meanShares, keptShare } = parts[1];
    const total = [...meanShares.data, ...keptShare.data].reduce<number>(
      (a, b) => a + Number(b),
      0,
    );
    expect(total).toBeCloseTo(1, 6);
  });

  test('depends on its seed and number alone', () => {
    expect(feedsOf({})).toEqual(feedsOf({}));
    for (const other of [{ seed: 1 }, { epoch: 2 }]) {
      expect(orderOf(other)).not.toEqual(orderOf({}));
      expect(feedsOf(other)['mask.text.dropout']).not.toEqual(feedsOf({})['mask.text.dropout']);
    }
  });

  test('gives each dropout layer a mask of its own', () => {
    const feeds = feedsOf({});
    expect(feeds['mask.text.dropout'].shape).toEqual([500, 64]);
    expect(feeds['mask.text.dropout'].data).not.toEqual(feeds['mask.image.dropout'].data);
  });

  test.each([0.001, 0.2, 0.5, 0.75, 0.999])('drops a share of %s', rate => {
    const { data } = feedsOf({ rows: 4000 }, rate)['mask.text.dropout'];
    const dropped = data.length - Array.from(data, Number).reduce((a, b) => a + b, 0);
    // Five standard deviations of a binomial share.
    const margin = 5 * Math.sqrt((rate * (1 - rate)) / data.length);
    expect(Math.abs(dropped / data.length - rate)).toBeLessThan(margin);
  });
});
