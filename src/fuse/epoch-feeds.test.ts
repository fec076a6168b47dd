import { describe, expect, test } from 'vitest';
import { networkShape } from '../graph/index.ts';
import { epochFeeds } from './epoch-feeds.ts';
import { headDesign } from './heads/index.ts';

function shapeOf(dropout: number) {
  return networkShape(
    headDesign('late').network({ image: 4, text: 4 }, 3, { hidden: 64, dropout }),
  );
}

function feedsOf(
  place: { seed?: number; epoch?: number; rows?: number; batch?: number },
  rate = 0.2,
) {
  return epochFeeds(shapeOf(rate), { seed: 0, epoch: 1, rows: 500, batch: 64, ...place }, {});
}

function orderOf(feeds: ReturnType<typeof feedsOf>): number[] {
  return Array.from(feeds.order.data, Number);
}

function sorted(numbers: readonly number[]): number[] {
  return [...numbers].sort((a, b) => a - b);
}

describe('an epoch', () => {
  test('reads every row once', () => {
    expect(sorted(orderOf(feedsOf({})))).toEqual(Array.from({ length: 500 }, (_, i) => i));
  });

  test('leaves out one row, another each epoch, where the last batch would be a single one', () => {
    const left = [1, 2, 3].map(epoch => {
      const order = orderOf(feedsOf({ rows: 129, epoch }));
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
      expect(feeds.stepSize.shape).toEqual([steps]);
    }
  });

  test('goes on with AdamW’s schedule where the epoch before ended', () => {
    const whole = feedsOf({ rows: 512 });
    const [first, second] = [feedsOf({ rows: 256 }), feedsOf({ rows: 256, epoch: 2 })];
    expect([...first.stepSize.data, ...second.stepSize.data]).toEqual([...whole.stepSize.data]);
  });

  test('depends on its seed and number alone', () => {
    expect(feedsOf({})).toEqual(feedsOf({}));
    for (const other of [feedsOf({ seed: 1 }), feedsOf({ epoch: 2 })]) {
      expect(orderOf(other)).not.toEqual(orderOf(feedsOf({})));
      expect(other['mask.text.dropout']).not.toEqual(feedsOf({})['mask.text.dropout']);
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
