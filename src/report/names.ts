import { headDesign } from '../fuse/index.ts';
import {
  type AlignerResult,
  type Cell,
  departingOptions,
  type HeadResult,
  type Results,
} from '../study/index.ts';
import { formatSetting } from './format.ts';
import type { Language } from './words/languages.ts';
import { nameWords } from './words/names.ts';

/**
 * `Early fusion`; `Early fusion (128 units)` where the run holds the same head in several sizes. A
 * single modality has no column for its alignment, so it says here that it is centred.
 */
export function headName(cell: Cell, results: Results, language: Language): string {
  return nameWords[language].heads[cell.head.name] + variantText(cell, results, language);
}

/** Within a sentence: `early fusion`, `the image alone`. */
export function headPhrase(cell: Cell, results: Results, language: Language): string {
  return nameWords[language].headPhrases[cell.head.name] + variantText(cell, results, language);
}

/** ` (128 units)`: what sets a head apart from the others of its name. */
function variantText({ head, aligner }: Cell, { cells }: Results, language: Language): string {
  const variants = cells.map(cell => cell.head).filter(({ name }) => name === head.name);
  const sameSize = variants.filter(({ hidden }) => hidden === head.hidden);
  const settings = [
    ...(sameSize.length < variants.length ? [sizeText(head, language)] : []),
    ...(sameSize.some(({ dropout }) => dropout !== head.dropout)
      ? [`dropout ${formatSetting(head.dropout, language)}`]
      : []),
    ...(isSingle({ head }) && aligner.kind !== 'none' ? [aloneName(aligner, language)] : []),
  ];
  return settings.length === 0 ? '' : ` (${settings.join(', ')})`;
}

function aloneName(aligner: AlignerResult, language: Language): string {
  return aligner.kind === 'center' ? nameWords[language].centred : alignerName(aligner, language);
}

function sizeText({ hidden }: HeadResult, language: Language): string {
  const { linear, units } = nameWords[language];
  return hidden === 0 ? linear : units(formatSetting(hidden, language));
}

export function isSingle({ head }: Pick<Cell, 'head'>): boolean {
  return headDesign(head.name).modalities.length === 1;
}

/** `none`, `shift, λ = 0.75`, `centring`. */
export function alignerName(aligner: AlignerResult, language: Language): string {
  const { aligners, learned } = nameWords[language];
  const { kind, lambda } = aligner;
  if (kind === 'shift') return `${aligners.shift}, ${lambdaEquals(lambda, language)}`;
  if (kind === 'learned-shift' && lambda !== null) {
    return learned(lambdaEquals(Number(lambda.toFixed(3)), language));
  }
  const departing = departingOptions(aligner);
  return departing === '' ? aligners[kind] : `${aligners[kind]} (${departing})`;
}

/** Beside a head: `no alignment`, `shift, λ = 0.75`, `centring`. */
export function alignmentName(aligner: AlignerResult, language: Language): string {
  return aligner.kind === 'none' ? nameWords[language].noAlignment : alignerName(aligner, language);
}

/** Within a sentence: `no alignment`, `the shift (λ = 0.75)`, `centring`. */
export function alignerPhrase(aligner: AlignerResult, language: Language): string {
  return aligner.kind === 'shift'
    ? nameWords[language].theShift(lambdaEquals(aligner.lambda, language))
    : alignmentName(aligner, language);
}

/** After a head: `with centring`, `with no alignment`. */
export function withAligner(aligner: AlignerResult, language: Language): string {
  const words = nameWords[language];
  return aligner.kind === 'none'
    ? words.without
    : words.withAligner(alignerPhrase(aligner, language));
}

/** `λ = 0.75`, which must not part at the end of a line. */
export function lambdaEquals(lambda: number | null, language: Language): string {
  return `λ\u00a0=\u00a0${lambdaText(lambda, language)}`;
}

/** A λ as it was planned, free of the noise of binary fractions. */
export function lambdaText(lambda: number | null, language: Language): string {
  return lambda === null ? '' : formatSetting(Number(lambda.toFixed(4)), language);
}

/** The name of an encoder, by its id. */
export function encoderName(id: string, { encoders }: Results): string {
  return encoders.find(encoder => encoder.id === id)?.name ?? id;
}

/** `image mobilenetv2 + text potion`, of one or both. */
export function pairName(
  { image, text }: { readonly image: string | null; readonly text: string | null },
  results: Results,
  language: Language,
): string {
  const words = nameWords[language];
  const parts = [
    image === null ? [] : [`${words.image} ${encoderName(image, results)}`],
    text === null ? [] : [`${words.text} ${encoderName(text, results)}`],
  ];
  return parts.flat().join(' + ');
}

/** `Late fusion · centring`: what a drawing has room for. */
export function cellLabel(cell: Cell, results: Results, language: Language): string {
  const head = headName(cell, results, language);
  return isSingle(cell) ? head : `${head} · ${alignmentName(cell.aligner, language)}`;
}

/** `late fusion with centring, image resnet + text potion`. */
export function cellPhrase(cell: Cell, results: Results, language: Language): string {
  const aligned = isSingle(cell) ? '' : ` ${withAligner(cell.aligner, language)}`;
  return `${headPhrase(cell, results, language)}${aligned}, ${pairName(cell, results, language)}`;
}
