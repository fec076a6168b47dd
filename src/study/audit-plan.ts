import { type Audit, type AuditEvidence, auditDataset } from '../audit/index.ts';
import { type Dataset, loadDataset, withoutLeftOut } from '../data/index.ts';
import { encodedEvidence } from './audit-evidence.ts';
import { type EmbeddingOptions, embedDataset } from './embedding.ts';
import { pictureEvidence } from './picture-evidence.ts';
import type { Plan } from './plan.ts';
import { storedEvidence } from './stored-evidence.ts';
import { plannedSplit } from './study-split.ts';

export interface PlanAuditOptions extends EmbeddingOptions {
  /** Whether pictures are opened and compared. Default true. */
  readonly images?: boolean;
  /** Whether the built-in descriptors encode what has no vector yet. Default false. */
  readonly encode?: boolean;
}

/** The audit of a plan, and the data set that it is of. */
export interface PlanAudit {
  readonly dataset: Dataset;
  readonly audit: Audit;
}

/**
 * Audits the data of a plan and its split before anything is learnt. Vectors that its store holds
 * already are looked at too.
 *
 * @throws what `loadDataset` and `makeSplit` throw
 * @throws E_ABORTED where the signal aborts
 * @example
 * const { audit } = await auditPlan(await readPlan('plans/ham10000.yaml'), { images: false });
 */
export async function auditPlan(plan: Plan, options: PlanAuditOptions = {}): Promise<PlanAudit> {
  const { signal, onEvent } = options;
  const loaded = await loadDataset(plan.dataset);
  const { dataset, split } = withoutLeftOut(loaded, await plannedSplit(plan, loaded, onEvent));
  const evidence = await evidenceOf(plan, dataset, options);
  return {
    dataset,
    audit: await auditDataset(dataset, split, evidence, { ...plan.audit, signal }),
  };
}

async function evidenceOf(
  plan: Plan,
  dataset: Dataset,
  { images = true, encode = false, ...options }: PlanAuditOptions,
): Promise<AuditEvidence> {
  const pictures = images ? await pictureEvidence(plan, dataset, options) : {};
  if (!encode) {
    return { ...pictures, vectors: await storedEvidence(plan, dataset, { images, ...options }) };
  }
  const builtIn: Plan = {
    ...plan,
    encode: { ...plan.encode, image: [{ model: 'builtin' }], text: [{ model: 'builtin' }] },
  };
  const encoded = await embedDataset(builtIn, dataset, null, options);
  return { ...encodedEvidence(dataset, encoded), ...pictures };
}
