import type { FinishedGrid } from '../chapters.ts';
import type { Explanations } from '../schema/explanations.ts';
import { askedCases } from './asked-cases.ts';
import { openExplainedModel } from './explained-model.ts';
import { fieldAblations } from './fields.ts';
import { modalityContributions } from './modalities.ts';
import { nearestCases } from './nearest.ts';
import { occlusionMaps } from './occlusion.ts';
import { explainPlan } from './plan-schema.ts';

/**
 * Explains the best fused cell of a study as it was fitted under its first seed: what each modality
 * and each field of the record contributes and, where the plan asks for them, single test cases.
 * Explanations read test rows and choose nothing.
 *
 * @param grid of a study whose samples have one class each
 * @returns null where nothing is asked for or no fused head was trained
 * @throws E_ABORTED where the signal aborts
 */
export async function explainStudy(grid: FinishedGrid): Promise<Explanations | null> {
  const asked = explainPlan(grid.plan.explain);
  const { best, finished, plan } = grid;
  const cell = finished.find(({ design }) => design.id === best.fused?.id);
  const shown = asked.occlusion > 0 || asked.nearest > 0;
  if (cell === undefined || !(asked.modalities || asked.fields !== 'none' || shown)) return null;
  const model = await openExplainedModel(cell, grid);
  if (model === null) return null;
  try {
    const cases = shown ? await askedCases(model, asked.cases, grid) : [];
    const fields = asked.fields === 'none' ? null : await fieldAblations(model, asked.fields, grid);
    const maps =
      asked.occlusion > 0 ? await occlusionMaps(model, cases, asked.occlusion, grid) : null;
    return {
      cell: cell.design.id,
      seed: plan.train.seeds[0],
      select: plan.evaluate.select,
      modalities: asked.modalities ? await modalityContributions(model, grid) : null,
      fields: fields !== null && 'fields' in fields ? fields.fields : null,
      occlusion: maps?.maps ?? [],
      nearest: asked.nearest > 0 ? await nearestCases(model, cases, asked.nearest, grid) : [],
      notes: [
        ...(fields !== null && 'note' in fields ? [fields.note] : []),
        ...(maps === null ? [] : maps.notes),
      ],
    };
  } finally {
    await model.close();
  }
}
