import { type Aligner, fitShiftBasis, type ShiftBasis } from '../align/index.ts';
import { MingaError } from '../errors/index.ts';
import { add, type Layers, l2Normalize, mul, type Network, sigmoid, sub } from '../graph/index.ts';
import type { Products } from '../linear-algebra/index.ts';
import type { Runtime } from '../runtime/index.ts';
import { type FittedHead, fittedHead } from './fitted-head.ts';
import { headNetwork } from './head-network.ts';
import { type HeadSettings, headDesign } from './heads/index.ts';
import type { LabelledPairs } from './labelled-pairs.ts';
import type { LearnedShiftSettings } from './learned-shift-settings.ts';
import { modalityValues, presence } from './modalities.ts';
import type { Targets } from './targets.ts';
import type { Task } from './task.ts';
import { type TrainOptions, trainSettings } from './train-options.ts';
import { type Fit, type FitRun, openTrainer } from './trainer.ts';

const variable = 'lambda';

/** What training λ together with a head found; the aligner and the head stand on their own. */
export interface LearnedShiftFit {
  /** Of the best epoch on validation rows. */
  readonly lambda: number;
  /** After each epoch, the start first. */
  readonly lambdas: readonly number[];
  /** The shift by that λ, as if it had been given. */
  readonly aligner: Aligner;
  readonly head: FittedHead;
  readonly fit: Fit;
}

/** Fits of one head and λ that differ in their seed. */
export interface LearnedShiftTrainer {
  /** @throws E_ABORTED, E_NOT_FINITE as a trainer does */
  fit(run: FitRun): Promise<LearnedShiftFit>;
  close(): Promise<void>;
}

/** What λ and the head are trained on. */
export interface LearnedShiftRows {
  /** As the encoders give them: the gap vector is theirs, from training rows alone. */
  readonly train: LabelledPairs<Targets>;
  readonly validation: LabelledPairs<Targets>;
}

/**
 * A trainer of λ together with a head: the shift of `shift` stands in the training graph,
 *
 *   λ = low + (high − low) · σ(k·u + logit((start − low) / (high − low)))
 *
 * with u learned from 0, so that λ stays within its bounds and starts anywhere between. k gives λ
 * its own rate: with AdamW a step from the start moves λ by about `rate`. Weight decay passes u over.
 * The loss is the head's own: λ is learned only through the unit length behind the shift, since the
 * head's bias undoes a pure one (docs/alignment.md). Dropout, batches, stopping: as the head's.
 *
 * A linear head is trained by steps too: with λ in it the loss is not convex.
 *
 * @throws E_OPTION where an option is out of range; E_HEAD_INPUT for a head of one modality
 * @example
 * const settings = learnedShiftSettings({ start: 0.5 });
 * const trainer = await openLearnedShift(runtime, settings, headSettings('early'), task, rows);
 * const { lambda, aligner, head } = await trainer.fit({ seed: 0 });
 */
export async function openLearnedShift(
  runtime: Runtime,
  settings: LearnedShiftSettings,
  head: HeadSettings,
  task: Task,
  { train, validation }: LearnedShiftRows,
  options: TrainOptions & { readonly products?: Products } = {},
): Promise<LearnedShiftTrainer> {
  if (headDesign(head.name).modalities.length === 1) {
    throw new MingaError('E_HEAD_INPUT', {
      found: `a learned λ before a head of ${head.name} alone`,
      expected: 'a head of both modalities',
    });
  }
  const { products, ...training } = options;
  const basis = await fitShiftBasis(train, settings.dimensions, products);
  const width = basis.gapVector.length;
  const dimensions = { image: width, text: width };
  const own = headNetwork(head, dimensions, task.units);
  const curve = lambdaCurve(settings, training);
  const network = shiftedNetwork(own, basis, curve);
  const trainer = await openTrainer(runtime, network, task, training);
  try {
    await trainer.load(
      { ...(await basis.match(train, products)), labels: train.labels },
      { ...(await basis.match(validation, products)), labels: validation.labels },
    );
  } catch (error) {
    await trainer.close();
    throw error;
  }
  return {
    async fit(run) {
      const fit = await trainer.fit({ ...run, watch: [variable] });
      const lambdaOf = (variables: ReadonlyMap<string, Float32Array>) =>
        curve.at(variables.get(variable)?.[0] ?? 0);
      const lambda = lambdaOf(fit.variables);
      const variables = new Map([...fit.variables].filter(([name]) => name !== variable));
      return {
        lambda,
        lambdas: [settings.start, ...fit.history.map(({ watched }) => lambdaOf(watched))],
        aligner: basis.at(lambda),
        head: fittedHead(head, task, dimensions, variables),
        fit,
      };
    },
    close: () => trainer.close(),
  };
}

/** λ as a function of what is learned. */
interface LambdaCurve {
  readonly low: number;
  readonly width: number;
  readonly slope: number;
  readonly offset: number;
  at(u: number): number;
}

function lambdaCurve(settings: LearnedShiftSettings, options: TrainOptions): LambdaCurve {
  const { start, low, high, rate } = settings;
  const { optimizer = 'adamw', rate: headRate } = trainSettings(options);
  const width = high - low;
  const share = (start - low) / width;
  // AdamW moves u by the head's rate whatever the slope; SGD moves it with the slope once more.
  const ratio = optimizer === 'sgd' ? Math.sqrt(rate / headRate) : rate / headRate;
  const slope = ratio / (width * share * (1 - share));
  const offset = Math.log(share / (1 - share));
  return {
    low,
    width,
    slope,
    offset,
    at: u => low + width / (1 + Math.exp(-(slope * u + offset))),
  };
}

/** The head behind the shift, on matched rows. */
function shiftedNetwork(head: Network, { gapVector }: ShiftBasis, curve: LambdaCurve): Network {
  const width = gapVector.length;
  return {
    inputs: { image: width, text: width, ...(presence in head.inputs ? { [presence]: 2 } : {}) },
    forward(layers, { image, text, [presence]: there }) {
      const half = mul(
        lambdaValue(layers, curve),
        image.graph.constant(
          gapVector.map(x => x / 2),
          [1, width],
        ),
      );
      const pair = {
        image: l2Normalize(sub(image, half)),
        text: l2Normalize(add(text, half)),
        [presence]: there,
      };
      return head.forward(layers, modalityValues(head, pair));
    },
  };
}

/** λ in the graph, [1, 1]. */
function lambdaValue(layers: Layers, { low, width, slope, offset }: LambdaCurve) {
  const u = layers.parameter(variable, [1, 1], { kind: 'constant', value: 0 }, { decays: false });
  const constant = (value: number) => u.graph.constant([value], [1, 1]);
  const share = sigmoid(add(mul(u, constant(slope)), constant(offset)));
  return add(mul(share, constant(width)), constant(low));
}
