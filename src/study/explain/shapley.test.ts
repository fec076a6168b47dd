import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shapleyValues, shapleyWeights } from './shapley.ts';

const value = fc.double({ min: -10, max: 10, noNaN: true });
const game = fc.record({ none: value, image: value, text: value, both: value });
type Player = 'image' | 'text';

/** The definition: the mean of what a player adds, over every order of the players. */
function byOrders(v: Readonly<Record<string, number>>, player: Player): number {
  const worth = (coalition: readonly Player[]) =>
    v[coalition.length === 2 ? 'both' : (coalition[0] ?? 'none')];
  const orders: Player[][] = [
    ['image', 'text'],
    ['text', 'image'],
  ];
  const gains = orders.map(order => {
    const before = order.slice(0, order.indexOf(player));
    return worth([...before, player]) - worth(before);
  });
  return gains.reduce((sum, gain) => sum + gain, 0) / orders.length;
}

test('is the mean of what a modality adds over all orders', () => {
  fc.assert(
    fc.property(game, v => {
      const found = shapleyValues(v);
      expect(found.image).toBeCloseTo(byOrders(v, 'image'), 9);
      expect(found.text).toBeCloseTo(byOrders(v, 'text'), 9);
    }),
  );
});

test('both values sum to what both modalities are worth over none', () => {
  fc.assert(
    fc.property(game, v => {
      const { image, text } = shapleyValues(v);
      expect(image + text).toBeCloseTo(v.both - v.none, 9);
    }),
  );
});

test('a modality that adds nothing to any coalition has no value', () => {
  const { image } = shapleyValues({ none: 1, image: 1, text: 5, both: 5 });
  expect(image).toBe(0);
});

test('the interaction is what both add beyond each alone', () => {
  const { none, image, text, both } = shapleyWeights.interaction;
  expect([none, image, text, both]).toEqual([1, -1, -1, 1]);
});
