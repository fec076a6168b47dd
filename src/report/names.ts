import {
  type AlignerResult,
  type Cell,
  departingOptions,
  type HeadResult,
  type Results,
} from '../study/index.ts';

const heads: Readonly<Record<HeadResult['name'], string>> = {
  image: 'Image alone',
  text: 'Record alone',
  linear: 'Linear fusion',
  early: 'Early fusion',
  late: 'Late fusion',
  gated: 'Gated fusion',
};

/**
 * `Early fusion`; `Early fusion (128 units)` where the run holds the same head in several sizes. A
 * single modality has no column for its alignment, so it says here that it is centred.
 */
export function headName({ head, aligner }: Cell, { cells }: Results): string {
  const variants = cells.map(cell => cell.head).filter(({ name }) => name === head.name);
  const sameSize = variants.filter(({ hidden }) => hidden === head.hidden);
  const settings = [
    ...(sameSize.length < variants.length ? [sizeText(head)] : []),
    ...(sameSize.some(({ dropout }) => dropout !== head.dropout)
      ? [`dropout ${head.dropout}`]
      : []),
    ...(isSingle({ head }) && aligner.kind !== 'none' ? [aloneName(aligner)] : []),
  ];
  return settings.length === 0 ? heads[head.name] : `${heads[head.name]} (${settings.join(', ')})`;
}

function aloneName(aligner: AlignerResult): string {
  return aligner.kind === 'center' ? 'centred' : alignerName(aligner);
}

function sizeText({ hidden }: HeadResult): string {
  return hidden === 0 ? 'linear' : `${hidden} units`;
}

/** Within a sentence: `early fusion`. */
export function headPhrase(cell: Cell, results: Results): string {
  const name = headName(cell, results);
  const phrase = name.charAt(0).toLowerCase() + name.slice(1);
  return isSingle(cell) ? `the ${phrase}` : phrase;
}

export function isSingle({ head }: Pick<Cell, 'head'>): boolean {
  return head.name === 'image' || head.name === 'text';
}

/** What each kind of aligner is called within a sentence. */
const aligners: Readonly<Record<AlignerResult['kind'], string>> = {
  none: 'none',
  standardise: 'standardisation',
  center: 'centring',
  shift: 'shift',
  'learned-shift': 'shift, λ learned',
  'orthogonal-shift': 'orthogonal shift',
  realign: 'ReAlign',
  procrustes: 'Procrustes rotation',
  whiten: 'whitening',
  ridge: 'ridge map',
  cca: 'CCA',
  'optimal-transport': 'optimal transport',
};

/** `none`, `shift, λ = 0.75`, `centring`. */
export function alignerName(aligner: AlignerResult): string {
  const { kind, lambda } = aligner;
  if (kind === 'shift') return `shift, ${lambdaEquals(lambda)}`;
  if (kind === 'learned-shift' && lambda !== null) {
    return `shift, learned ${lambdaEquals(Number(lambda.toFixed(3)))}`;
  }
  const departing = departingOptions(aligner);
  return departing === '' ? aligners[kind] : `${aligners[kind]} (${departing})`;
}

/** Beside a head: `no alignment`, `shift, λ = 0.75`, `centring`. */
export function alignmentName(aligner: AlignerResult): string {
  return aligner.kind === 'none' ? 'no alignment' : alignerName(aligner);
}

/** Within a sentence: `no alignment`, `the shift (λ = 0.75)`, `centring`. */
export function alignerPhrase(aligner: AlignerResult): string {
  if (aligner.kind === 'shift') return `the shift (λ = ${lambdaText(aligner.lambda)})`;
  return alignmentName(aligner);
}

/** A kind of alignment at the head of a sentence. */
export function alignmentKind(kind: AlignerResult['kind']): string {
  if (kind === 'none') return 'No alignment';
  if (kind === 'shift') return 'Alignment by the shift along the gap vector';
  if (kind === 'center') return 'Alignment by centring each modality';
  return `Alignment by ${aligners[kind]}`;
}

/** `λ = 0.75`, which must not part at the end of a line. */
export function lambdaEquals(lambda: number | null): string {
  return `λ\u00a0=\u00a0${lambdaText(lambda)}`;
}

/** A λ as it was planned, free of the noise of binary fractions. */
export function lambdaText(lambda: number | null): string {
  return lambda === null ? '' : String(Number(lambda.toFixed(4))).replace('-', '\u2212');
}

/** The name of an encoder, by its id. */
export function encoderName(id: string, { encoders }: Results): string {
  return encoders.find(encoder => encoder.id === id)?.name ?? id;
}

/** `image mobilenetv2 + text potion`, of one or both. */
export function pairName(
  { image, text }: { readonly image: string | null; readonly text: string | null },
  results: Results,
): string {
  const parts = [
    image === null ? [] : [`image ${encoderName(image, results)}`],
    text === null ? [] : [`text ${encoderName(text, results)}`],
  ];
  return parts.flat().join(' + ');
}

/** `late fusion with centring, image resnet + text potion`. */
export function cellPhrase(cell: Cell, results: Results): string {
  const aligned = isSingle(cell) ? '' : ` with ${alignerPhrase(cell.aligner)}`;
  return `${headPhrase(cell, results)}${aligned}, ${pairName(cell, results)}`;
}
