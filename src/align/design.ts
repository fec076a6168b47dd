import { MingaError } from '../errors/index.ts';
import type { AlignerDesign } from './aligner.ts';
import { center } from './center.ts';
import { none } from './none.ts';
import { optimalTransport } from './optimal-transport.ts';
import { realign } from './realign.ts';
import type { AlignerSettings } from './settings.ts';
import { shift } from './shift.ts';
import { standardise } from './standardise.ts';

/** The design for settings that came from a plan or a file. */
export function alignerDesign(settings: AlignerSettings): AlignerDesign {
  switch (settings.kind) {
    case 'none':
      return none(settings);
    case 'shift':
      return shift(settings);
    case 'center':
      return center(settings);
    case 'standardise':
      return standardise(settings);
    case 'realign':
      return realign(settings);
    case 'optimal-transport':
      return optimalTransport(settings);
    default:
      throw new MingaError('E_OPTION', {
        found: `an aligner of kind ${settings.kind}`,
        expected: 'a known kind',
      });
  }
}
