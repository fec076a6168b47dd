import { describe, expect, test } from 'vitest';
import goldens from './golden/fuse.json' with { type: 'json' };
import { classificationTask, classWeights } from './index.ts';
import { validationLoss } from './validation-loss.ts';

function taskOf(classes: number) {
  return classificationTask(Array.from({ length: classes }, (_, k) => `class ${k}`));
}

describe('class weights equal scikit-learn’s compute_class_weight', () => {
  test.each(goldens.classWeights)('of $classes classes', ({ classes, labels, balanced }) => {
    const found = classWeights(taskOf(classes), Int32Array.from(labels), 'balanced');
    // One logit takes the positive class's weight relative to the negative one's.
    const expected = classes === 2 ? [balanced[1] / balanced[0]] : balanced;
    expect([...found]).toEqual(expected.map(weight => expect.closeTo(weight, 6)));
  });

  test('are ones where none are asked for', () => {
    expect([...classWeights(taskOf(3), Int32Array.of(0, 1, 2, 2), 'none')]).toEqual([1, 1, 1]);
    expect([...classWeights(taskOf(2), Int32Array.of(0, 0, 1), 'none')]).toEqual([1]);
  });

  test('refuse a class without a training row, by its name', () => {
    expect(() => classWeights(taskOf(3), Int32Array.of(0, 2), 'none')).toThrow(
      /class "class 1" has no training row.*E_CLASS_EMPTY/,
    );
  });
});

describe('the validation loss equals PyTorch’s in double precision', () => {
  test.each(goldens.losses)('of $classes classes: $loss', golden => {
    const found = validationLoss(
      taskOf(golden.classes),
      Float32Array.from(golden.logits),
      Int32Array.from(golden.labels),
      Float32Array.from(golden.weights),
    );
    expect(Math.abs(found - golden.loss) / golden.loss).toBeLessThan(1e-6);
  });
});
