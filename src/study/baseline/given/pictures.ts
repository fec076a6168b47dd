import type { RgbImage } from '../../../data/index.ts';
import { createPreprocessor } from '../../../encode/picture/preprocess.ts';
import type { PreprocessRules } from '../../../encode/picture/preprocess-rules.ts';

/**
 * What resizes and crops a picture by a model's rules into uint8 [3, height, width]; the arithmetic
 * on its values is the network's.
 */
export function pictureBytes(rules: PreprocessRules): (image: RgbImage, slot: Uint8Array) => void {
  const { resize, filter, centerCrop, cropping, border, channels, output } = rules;
  const shape = { resize, filter, centerCrop, cropping, border, channels, output };
  const preprocess = createPreprocessor({ ...shape, rescale: null, normalize: null });
  const values = new Float32Array(3 * output.width * output.height);
  return (image, slot) => {
    preprocess(image, values, 0);
    slot.set(values);
  };
}
