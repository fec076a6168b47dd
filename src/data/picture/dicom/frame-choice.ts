import type { PictureInput } from '../options.ts';
import { damaged } from './damage.ts';

/**
 * The index from 0 of the frame that is the picture. The middle, `floor(frames / 2)`, is the one that a
 * volume is most likely to show its organ in, and a film its contrast.
 *
 * @throws E_IMAGE where a numbered frame does not exist
 */
export function chosenFrame(frames: number, rule: PictureInput['frame']): number {
  switch (rule) {
    case 'first':
      return 0;
    case 'middle':
      return Math.floor(frames / 2);
    case 'last':
      return frames - 1;
    default:
      if (rule > frames) throw damaged(`${frames} frames`, `frame ${rule}, as the options ask`);
      return rule - 1;
  }
}
