import { z } from 'zod';
import { MingaError } from '../../errors/index.ts';
import { Random } from '../../tensor/index.ts';
import { unitLength } from '../unit-length.ts';
import { field } from './embeddings-answer.ts';
import type { EndpointClient } from './endpoint-client.ts';

/** Harmless, and of no patient. */
const sentences = ['The river runs through the valley.', 'Two red boats, 17 km from the harbour.'];

const projections = 16;
/** Width of a rounding step, in standard deviations of a projection. */
const step = 0.05;
/** Answers to one sentence that differ by more, of a vector's length, are called varying. */
const steady = 1e-4;

/** What is known of the weights behind a server's name of a model. */
export interface EndpointIdentity {
  readonly dimension: number;
  /** A few rounded numbers that stand for the vectors of two fixed sentences. */
  readonly probe: readonly number[];
  /** The largest distance of two answers to one sentence, of the vector's length. */
  readonly variation: number;
}

/**
 * Asks for the vectors of two fixed sentences, twice.
 *
 * The probe has, for each sentence, the logarithm of the vector's length in steps of 0.1 and 16
 * projections of its direction on random signs, in steps of 0.05 standard deviations. Two servers
 * whose vectors differ by a share d of their length agree in one number with a probability near
 * 1 − 16 d (for small d), so weights of another quantisation (d ≥ 0.01) hardly ever agree in all
 * 32, and rounding (d ≤ 1e-6) hardly ever disagrees in one.
 *
 * @throws E_ENDPOINT where the server gives no vectors
 */
export async function probeEndpoint(
  client: EndpointClient,
  dimension: number | null,
  signal: AbortSignal,
): Promise<EndpointIdentity> {
  const first = await probeVectors(client, dimension, signal);
  const again = await probeVectors(client, first[0].length, signal);
  return {
    dimension: first[0].length,
    probe: first.flatMap(signature),
    variation: Math.max(...first.map((vector, i) => relativeDistance(vector, again[i]))),
  };
}

/** A sentence that tells of answers that vary, where they do. */
export function variationNotices({ variation }: EndpointIdentity): string[] {
  if (variation <= steady) return [];
  const percent = (100 * variation).toPrecision(2);
  return [
    `the server's vectors of one text differ by ${percent} % of their length from call to call; set \`revision\` so that its vectors are found again`,
  ];
}

async function probeVectors(
  client: EndpointClient,
  dimension: number | null,
  signal: AbortSignal,
): Promise<Float32Array[]> {
  const rows = await client.embed(sentences, dimension, signal);
  return rows.map(row => {
    if (row instanceof Float32Array) return row;
    throw new MingaError('E_ENDPOINT', {
      found: `${row.problem.found}, a short English sentence`,
      expected: 'its vector',
      fix: 'check the name of the model, and that it embeds',
    });
  });
}

function signature(vector: Float32Array): number[] {
  const length = Math.hypot(...vector);
  const unit = unitLength(vector.slice());
  const random = new Random(0, 'endpoint-probe');
  const numbers = [length === 0 ? 0 : rounded(Math.log(length), 0.1)];
  for (let i = 0; i < projections; i++) {
    const sum = unit.reduce((total, value) => total + (random.below(2) === 0 ? value : -value), 0);
    numbers.push(rounded(sum, step));
  }
  return numbers;
}

/** A whole number of steps; never −0, which JSON would lose. */
function rounded(value: number, width: number): number {
  return Math.round(value / width) + 0;
}

function relativeDistance(a: Float32Array, b: Float32Array): number {
  const length = Math.hypot(...a);
  return length === 0 ? 0 : Math.hypot(...a.map((value, i) => value - b[i])) / length;
}

const servedSchema = z.looseObject({
  id: z.string(),
  owned_by: z.string().optional(),
  meta: z
    .looseObject({ n_params: z.number().optional(), size: z.number().optional() })
    .nullish()
    .catch(null),
});

/**
 * What a list of `/v1/models` says of one model that does not change from day to day: who is said
 * to own it and, from llama.cpp's server, how many parameters and bytes it has.
 */
export function servedModel(list: string | null, model: string) {
  const entries = listed(list).map(entry => servedSchema.safeParse(entry));
  const found = entries.find(({ data }) => data?.id === model)?.data;
  if (found === undefined) return null;
  const { owned_by, meta } = found;
  return { ownedBy: owned_by, parameters: meta?.n_params, bytes: meta?.size };
}

function listed(list: string | null): unknown[] {
  try {
    const data = field(JSON.parse(list ?? 'null'), 'data');
    return Array.isArray(data) ? data : [];
  } catch {
    return [];
  }
}
