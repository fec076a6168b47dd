import { z } from 'zod';
import { isMingaError } from '../../errors/index.ts';
import { type ForeignModel, readModel } from '../../graph/index.ts';
import type { ModelConfig } from '../../models/index.ts';
import { classifierFeatures } from './classifier-features.ts';
import type { Pooling } from './pooling.ts';
import { knownOutputs } from './vision-model.ts';

/** Which tensor of a model is read. */
export interface VisionOutput {
  /** Its name; `null` lets the model's own outputs decide. */
  readonly output: string | null;
  /** Whether it lies inside the graph and has to become an output; `null` where that is not known. */
  readonly inner: boolean | null;
}

/** What the exporters of classifiers call their scores. */
const scoresName = 'logits';

/**
 * The tensor that is asked for; else, in a model whose only output is the scores of classes, the
 * features in front of its last linear layer, where they can be told for certain.
 *
 * A pooling `pooled` asks for `pooler_output`, for which the features of a classifier are no
 * substitute: some families put another layer between.
 *
 * @param bytes the `.onnx` file
 * @param asked the name that is asked for
 */
export function visionOutput(
  bytes: Uint8Array,
  config: ModelConfig,
  { asked, pooling }: { readonly asked: string | undefined; readonly pooling: Pooling },
): VisionOutput {
  if (asked !== undefined) return { output: asked, inner: isInner(graphIn(bytes), asked) };
  const classes = namedClasses(config);
  const isCandidate = pooling !== 'pooled' && (classes !== null || mentionsScores(bytes));
  const model = isCandidate ? graphIn(bytes) : null;
  const features = model?.outputs.length === 1 ? featuresOf(model, classes) : null;
  return { output: features, inner: features !== null };
}

/** Whether vectors are scores of classes although nobody asked for those. */
export function areScores({ output }: VisionOutput, read: string | null): boolean {
  return output === null && read === scoresName;
}

function isInner(model: ForeignModel | null, name: string): boolean | null {
  if (model === null) return null;
  if (model.outputs.some(output => output.name === name)) return false;
  return name !== '' && model.nodes.some(({ outputs }) => outputs.includes(name));
}

/**
 * Scores under another name are known by the config: it names classes, as many as there are scores.
 */
function featuresOf(model: ForeignModel, classes: Classes | null): string | null {
  const [{ name, shape }] = model.outputs;
  const areNamed = classes !== null && !knownOutputs.includes(name);
  const areCounted = areNamed && (classes.count === null || shape?.[1] === classes.count);
  return name === scoresName || areCounted ? classifierFeatures(model) : null;
}

/** `null` where the graph cannot be read: a newer opset, weights in other files, numbers of four bits. */
function graphIn(bytes: Uint8Array): ForeignModel | null {
  try {
    return readModel(bytes);
  } catch (error) {
    if (isMingaError(error, 'E_ONNX')) return null;
    throw error;
  }
}

/** Looking for the name is far cheaper than reading the graph of every model. */
function mentionsScores(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(scoresName);
}

/** What a config says of the classes that a model tells apart. */
interface Classes {
  readonly count: number | null;
}

const classesSchema = z.object({
  id2label: z.record(z.string(), z.unknown()).optional().catch(undefined),
  architectures: z.array(z.string()).optional().catch(undefined),
});

function namedClasses(config: ModelConfig): Classes | null {
  const { id2label, architectures = [] } = classesSchema.parse(config);
  if (id2label !== undefined) return { count: Object.keys(id2label).length };
  const isClassifier = architectures.some(name => name.endsWith('ForImageClassification'));
  return isClassifier ? { count: null } : null;
}
