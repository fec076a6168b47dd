import { alignerDesign, type DimensionRule } from '../align/index.ts';
import { learnedShiftSettings } from '../fuse/index.ts';
import type { PlannedAligner } from './align-schema.ts';
import type { AlignerResult } from './results.ts';

/** An aligner that does to each modality what it does to it alone. */
type LoneAligner = Extract<
  PlannedAligner,
  { readonly kind: 'none' | 'standardise' | 'center' | 'whiten' }
>;

export function actsOnEachAlone(aligner: PlannedAligner): aligner is LoneAligner {
  const { kind } = aligner;
  return kind === 'none' || kind === 'standardise' || kind === 'center' || kind === 'whiten';
}

/**
 * The dimension rule that a pair's aligners share where its dimensions differ: that of the first
 * which needs them equal, so that what is compared is the alignment alone.
 */
export function sharedRule(all: readonly PlannedAligner[]): DimensionRule {
  const needing = all.find(
    aligner => !actsOnEachAlone(aligner) && 'dimensions' in completed(aligner),
  );
  return needing === undefined ? 'keep' : ruleOf(needing);
}

/** An aligner that names no rule of its own under the rule of its pair. */
export function withRule(aligner: PlannedAligner, rule: DimensionRule): PlannedAligner {
  if (!actsOnEachAlone(aligner) || aligner.dimensions !== undefined) return aligner;
  return { ...aligner, dimensions: rule };
}

function ruleOf(aligner: PlannedAligner): DimensionRule {
  const settings = completed(aligner);
  return 'dimensions' in settings ? settings.dimensions : 'keep';
}

/** All options filled in. */
function completed(aligner: PlannedAligner) {
  return aligner.kind === 'learned-shift' ? aligner : alignerDesign(aligner).settings;
}

/** `none`, `shift(0.5)`, `whiten(method=zca)`: what departs from the kind's defaults. */
export function alignerLabel(aligner: PlannedAligner): string {
  if (aligner.kind === 'shift') return `shift(${aligner.lambda})`;
  const departing = departingOptions(alignerResult(aligner));
  return departing === '' ? aligner.kind : `${aligner.kind}(${departing})`;
}

/** `method=pca, components=64`: the options of an aligner that are not its kind's defaults. */
export function departingOptions({ kind, options }: AlignerResult): string {
  if (kind === 'shift') return '';
  const usual = new Map<string, unknown>(Object.entries(usualSettings(kind)));
  return Object.entries(options)
    .filter(([name, value]) => usual.get(name) !== value)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ');
}

function usualSettings(kind: Exclude<PlannedAligner['kind'], 'shift'>): PlannedAligner {
  return kind === 'learned-shift' ? learnedShiftSettings() : alignerDesign({ kind }).settings;
}

/** An aligner as results name it. */
export function alignerResult(aligner: PlannedAligner): AlignerResult {
  const { kind, ...options } = completed(aligner);
  const rest = new Map<string, number | string>(Object.entries(options));
  const lambda = aligner.kind === 'shift' ? aligner.lambda : null;
  if (kind === 'shift') rest.delete('lambda');
  rest.delete('dimensions');
  return { kind, lambda, dimensions: ruleOf(aligner), options: Object.fromEntries(rest) };
}
