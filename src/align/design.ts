import type { AlignerDesign } from './aligner.ts';
import { cca } from './cca.ts';
import { center } from './center.ts';
import { none } from './none.ts';
import { optimalTransport } from './optimal-transport.ts';
import { orthogonalShift } from './orthogonal-shift.ts';
import { procrustes } from './procrustes.ts';
import { realign } from './realign.ts';
import { ridge } from './ridge.ts';
import type { AlignerSettings } from './settings.ts';
import { shift } from './shift.ts';
import { standardise } from './standardise.ts';
import { whiten } from './whiten.ts';

/** The design for settings that came from a plan or a file. */
export function alignerDesign(settings: AlignerSettings): AlignerDesign {
  switch (settings.kind) {
    case 'none':
      return none(settings);
    case 'standardise':
      return standardise(settings);
    case 'center':
      return center(settings);
    case 'shift':
      return shift(settings);
    case 'orthogonal-shift':
      return orthogonalShift(settings);
    case 'realign':
      return realign(settings);
    case 'procrustes':
      return procrustes(settings);
    case 'whiten':
      return whiten(settings);
    case 'ridge':
      return ridge(settings);
    case 'cca':
      return cca(settings);
    case 'optimal-transport':
      return optimalTransport(settings);
  }
}
