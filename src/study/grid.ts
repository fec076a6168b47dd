import { createHash } from 'node:crypto';
import type { AlignerSettings } from '../align/index.ts';
import { type HeadSettings, headDesign, headSettings } from '../fuse/index.ts';
import { describeSoftware } from './machine.ts';
import type { Plan, PlannedAligner } from './plan.ts';
import type { AlignerResult, EncoderResult } from './results.ts';

/** One combination to be trained under every seed. */
export interface CellDesign {
  readonly id: string;
  readonly image: EncoderResult | null;
  readonly text: EncoderResult | null;
  readonly aligner: AlignerSettings;
  readonly head: HeadSettings;
}

/**
 * The cells of a plan: every fused head on every pair of encoders under every aligner, and every
 * single-modality head on its own encoder. Centring needs no second modality, so a single one is
 * centred too where the plan centres: a fused head must not win by being better conditioned.
 *
 * Where the dimensions of a pair differ and an aligner needs them equal, all of the pair's cells
 * follow the same dimension rule, `none` included: what is compared is then the alignment alone.
 */
export function planCells(
  plan: Plan,
  images: readonly EncoderResult[],
  texts: readonly EncoderResult[],
): CellDesign[] {
  const kinds = plan.align.some(({ kind }) => kind === 'center')
    ? (['none', 'center'] as const)
    : (['none'] as const);
  const single = plan.fuse.filter(isSingle).flatMap(head => {
    const [modality] = headDesign(head.name).modalities;
    const encoders = modality === 'image' ? images : texts;
    return encoders.flatMap(encoder =>
      kinds.map(kind =>
        cellDesign(
          modality === 'image' ? encoder : null,
          modality === 'text' ? encoder : null,
          { kind, dimensions: 'keep' },
          head,
        ),
      ),
    );
  });
  const fused = images.flatMap(image =>
    texts.flatMap(text =>
      plan.align.flatMap(planned => {
        const aligner = alignerFor(planned, plan.align, image.dimension === text.dimension);
        return plan.fuse
          .filter(head => !isSingle(head))
          .map(head => cellDesign(image, text, aligner, head));
      }),
    ),
  );
  return [...single, ...fused];
}

export function isSingle({ name }: { readonly name: HeadSettings['name'] }): boolean {
  return headDesign(name).modalities.length === 1;
}

function alignerFor(
  planned: PlannedAligner,
  all: readonly PlannedAligner[],
  sameDimension: boolean,
): AlignerSettings {
  if (planned.kind === 'shift') return planned;
  const stretched = !sameDimension && all.some(({ kind }) => kind === 'shift');
  return { kind: planned.kind, dimensions: stretched ? 'interpolate' : 'keep' };
}

function cellDesign(
  image: EncoderResult | null,
  text: EncoderResult | null,
  aligner: AlignerSettings,
  head: HeadSettings,
): CellDesign {
  const encoders = [image, text].flatMap(encoder => (encoder === null ? [] : [encoder.name]));
  const id = [encoders.join('+'), alignerLabel(aligner), headLabel(head)].join('/');
  return { id, image, text, aligner, head };
}

export function alignerLabel(aligner: AlignerSettings): string {
  return aligner.kind === 'shift' ? `shift(${aligner.lambda})` : aligner.kind;
}

/** `early`, or `early-256` and `early-256-dropout0.5` where it departs from the defaults. */
export function headLabel({ name, hidden, dropout }: HeadSettings): string {
  const usual = headSettings(name);
  const size = hidden === usual.hidden ? '' : `-${hidden}`;
  return `${name}${size}${dropout === usual.dropout ? '' : `-dropout${dropout}`}`;
}

export function alignerResult(aligner: AlignerSettings): AlignerResult {
  return {
    kind: aligner.kind,
    lambda: aligner.kind === 'shift' ? aligner.lambda : null,
    dimensions: aligner.kind === 'shift' ? 'interpolate' : (aligner.dimensions ?? 'keep'),
  };
}

/** sha256 of everything that a cell's predictions come from. */
export function cellKey(design: CellDesign, plan: Plan, rows: { readonly hash: string }): string {
  const content = {
    // Another version may train otherwise: its cells are its own.
    minga: describeSoftware().minga,
    rows: rows.hash,
    image: design.image?.fingerprint ?? null,
    text: design.text?.fingerprint ?? null,
    aligner: alignerResult(design.aligner),
    head: design.head,
    train: plan.train,
  };
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}
