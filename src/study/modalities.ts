import type { Dataset } from '../data/index.ts';
import { MingaError } from '../errors/index.ts';
import { headDesign } from '../fuse/index.ts';
import type { StudyListener } from './events.ts';
import type { Plan } from './plan.ts';

/** Which modalities a data set has at all: pictures, texts that say anything. */
export interface Modalities {
  readonly image: boolean;
  readonly text: boolean;
}

export function modalitiesOf({ samples }: Dataset): Modalities {
  return {
    image: samples.some(({ image }) => image !== null),
    text: samples.some(({ text }) => text !== ''),
  };
}

/**
 * Says which encoders and heads are left out because the data set lacks their modality.
 *
 * @throws E_PLAN where no head of the plan is left
 */
export function tellModalities(plan: Plan, dataset: Dataset, onEvent?: StudyListener): void {
  const has = modalitiesOf(dataset);
  const lacking = [
    ...(has.image ? [] : ['no pictures']),
    ...(has.text ? [] : ['no records to make texts of']),
  ].join(' and ');
  if (lacking === '') return;
  const left = plan.fuse.filter(({ name }) => headDesign(name).modalities.every(m => has[m]));
  if (left.length === 0) {
    throw new MingaError('E_PLAN', {
      found: `${dataset.name} has ${lacking}, and every head of the plan needs them (fuse: ${plan.fuse.map(({ name }) => name).join(', ')})`,
      expected: 'a head of one modality that the data set has',
      fix: `say fuse: [${has.image ? 'image' : 'text'}]`,
    });
  }
  if (left.length === plan.fuse.length) return;
  const message = `${dataset.name} has ${lacking}: heads are trained on the ${has.image ? 'pictures' : 'texts'} alone`;
  onEvent?.({ kind: 'note', message });
}

/** @throws E_PLAN where a data set lacks pictures or records, and what is asked for needs both */
export function requireBothModalities(dataset: Dataset): void {
  const has = modalitiesOf(dataset);
  if (has.image && has.text) return;
  throw new MingaError('E_PLAN', {
    found: `${dataset.name} has no ${has.image ? 'records to make texts of' : 'pictures'}`,
    expected: 'pictures and records',
  });
}
