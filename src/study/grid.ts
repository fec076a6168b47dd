import { createHash } from 'node:crypto';
import { type HeadSettings, headDesign, headSettings } from '../fuse/index.ts';
import type { PlannedAligner } from './align-schema.ts';
import { describeSoftware } from './machine.ts';
import type { Plan } from './plan.ts';
import {
  actsOnEachAlone,
  alignerLabel,
  alignerResult,
  sharedRule,
  withRule,
} from './planned-aligner.ts';
import type { EncoderResult } from './results.ts';

/** One combination to be trained under every seed. */
export interface CellDesign {
  readonly id: string;
  readonly image: EncoderResult | null;
  readonly text: EncoderResult | null;
  readonly aligner: PlannedAligner;
  readonly head: HeadSettings;
}

/**
 * The cells of a plan: every fused head on every pair of encoders under every aligner, and every
 * single-modality head on its own encoder. An aligner that needs no second modality is applied to a
 * single one too: a fused head must not win by being better conditioned.
 *
 * Where the dimensions of a pair differ and an aligner needs them equal, all of the pair's cells
 * follow the same dimension rule, `none` included: what is compared is then the alignment alone.
 */
export function planCells(
  plan: Plan,
  images: readonly EncoderResult[],
  texts: readonly EncoderResult[],
): CellDesign[] {
  const alone = aloneAligners(plan.align);
  const rule = sharedRule(plan.align);
  const single = plan.fuse.filter(isSingle).flatMap(head => {
    const [modality] = headDesign(head.name).modalities;
    const encoders = modality === 'image' ? images : texts;
    return encoders.flatMap(encoder =>
      alone.map(aligner =>
        cellDesign(
          modality === 'image' ? encoder : null,
          modality === 'text' ? encoder : null,
          aligner,
          head,
        ),
      ),
    );
  });
  const fused = images.flatMap(image =>
    texts.flatMap(text =>
      plan.align.flatMap(planned => {
        const aligner = withRule(planned, image.dimension === text.dimension ? 'keep' : rule);
        return plan.fuse
          .filter(head => !isSingle(head) && takes(head, aligner))
          .map(head => cellDesign(image, text, aligner, head));
      }),
    ),
  );
  return [...single, ...fused];
}

export function isSingle({ name }: { readonly name: HeadSettings['name'] }): boolean {
  return headDesign(name).modalities.length === 1;
}

/** λ is learned with a head that is trained itself. */
function takes({ name }: HeadSettings, { kind }: PlannedAligner): boolean {
  return kind !== 'learned-shift' || headDesign(name).fitting === undefined;
}

/** The plan's aligners for one modality alone; none comes first, whether the plan names it or not. */
function aloneAligners(all: readonly PlannedAligner[]): PlannedAligner[] {
  const others = all.filter(aligner => aligner.kind !== 'none' && actsOnEachAlone(aligner));
  return [{ kind: 'none' as const }, ...others].map(aligner => withRule(aligner, 'keep'));
}

function cellDesign(
  image: EncoderResult | null,
  text: EncoderResult | null,
  aligner: PlannedAligner,
  head: HeadSettings,
): CellDesign {
  const encoders = [image, text].flatMap(encoder => (encoder === null ? [] : [encoder.name]));
  const id = [encoders.join('+'), alignerLabel(aligner), headLabel(head)].join('/');
  return { id, image, text, aligner, head };
}

/** `early`, or `early-256` and `early-256-dropout0.5` where it departs from the defaults. */
export function headLabel({ name, hidden, dropout, k, metric, folds }: HeadSettings): string {
  const usual = headSettings(name);
  const size = hidden === usual.hidden ? '' : `-${hidden}`;
  const thinned = dropout === usual.dropout ? '' : `-dropout${dropout}`;
  const votes = k === usual.k ? '' : `-k${k}`;
  const dealt = folds === usual.folds ? '' : `-folds${folds}`;
  return `${name}${size}${thinned}${votes}${dealt}${metric === usual.metric ? '' : `-${metric}`}`;
}

/** sha256 of everything that a cell's predictions come from. */
export function cellKey(design: CellDesign, plan: Plan, rows: { readonly hash: string }): string {
  const content = {
    // Another version may train otherwise: its cells are its own.
    minga: describeSoftware().minga,
    rows: rows.hash,
    image: design.image?.fingerprint ?? null,
    text: design.text?.fingerprint ?? null,
    ...vectorPrecision(plan),
    aligner: alignerResult(design.aligner),
    head: design.head,
    train: plan.train,
  };
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

/** What of a key tells how vectors were stored; nothing where they were stored as they are. */
export function vectorPrecision({ store: { precision } }: Plan): { readonly precision?: string } {
  return precision === 'float32' ? {} : { precision };
}
