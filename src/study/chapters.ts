import type { Audit } from '../audit/index.ts';
import type { Dataset, Split } from '../data/index.ts';
import { chosenEncoders, runBaselines } from './baseline/index.ts';
import { crossValidate } from './cross-validation/index.ts';
import { checkAskedCases, explainPlan, explainStudy } from './explain/index.ts';
import type { LabelledRows } from './figures.ts';
import { learnedFilms } from './film.ts';
import { describeGaps } from './gap.ts';
import type { CellDesign } from './grid.ts';
import { jointSignal } from './inference/index.ts';
import { tellMissingness } from './missingness/index.ts';
import { paperClaims } from './paper-protocol.ts';
import type { Plan } from './plan.ts';
import type { PreparedStudy } from './prepared-study.ts';
import type { Cell, Choice, Results } from './results.ts';
import { searchedEncoders, searchSettings } from './search/index.ts';
import { describeTask, learnsClasses } from './task/index.ts';
import type { FinishedCell, TrainingContext } from './training.ts';
import { type TrustChapters, tellTrust } from './trust/index.ts';

/** A grid with all its figures and choices: what the chapters of a study are told from. */
export interface FinishedGrid extends TrainingContext {
  readonly dataset: Dataset;
  readonly split: Split;
  readonly audit: Audit;
  readonly designs: readonly CellDesign[];
  /** One for each of `cells`, in the same order. */
  readonly finished: readonly FinishedCell[];
  readonly cells: readonly Cell[];
  readonly choices: readonly Choice[];
  /** Chosen on validation rows; null where the grid has none of the kind. */
  readonly best: { readonly single: Cell | null; readonly fused: Cell | null };
  readonly rows: { readonly validation: LabelledRows; readonly test: LabelledRows };
}

type Chapters = Pick<
  Results,
  | 'task'
  | 'paper'
  | 'geometry'
  | 'pictures'
  | 'films'
  | 'baselines'
  | 'missingness'
  | 'crossValidation'
  | 'search'
  | 'explanations'
  | 'jointSignal'
> &
  TrustChapters;

/**
 * Refuses what a chapter could not answer for, before the grid is trained: it may take hours.
 *
 * @throws E_PLAN where baselines or a search name an encoder that there is not, or baselines have none
 *   to run again; where explanations ask for a case that is no test row
 */
export function checkChapters(plan: Plan, prepared: Omit<PreparedStudy, 'split'>): void {
  if (plan.baselines !== undefined) chosenEncoders(plan, plan.baselines, prepared.encoded);
  if (plan.search !== undefined) searchedEncoders(plan.search, prepared.encoded);
  checkAskedCases(explainPlan(plan.explain), prepared);
}

/**
 * What a study tells beside the figures of its grid. Each chapter reads the finished grid and adds
 * its own part of the results; none of them changes a choice.
 */
export async function tellChapters(grid: FinishedGrid): Promise<Chapters> {
  const { plan, designs } = grid;
  const task = describeTask(grid);
  // All other chapters are about classes.
  if (!learnsClasses(grid.dataset)) return { task, paper: [], ...(await alignmentChapters(grid)) };
  return {
    task,
    paper: plan.protocol === 'paper' ? await paperClaims(designs, grid) : [],
    ...(await alignmentChapters(grid)),
    ...jointSignal(grid),
    missingness: await tellMissingness(grid),
    ...(await crossValidation(grid)),
    ...(await search(grid)),
    ...(await explanations(grid)),
    ...(await tellTrust(grid)),
    ...(plan.baselines && { baselines: await runBaselines(plan.baselines, grid, grid) }),
  };
}

async function alignmentChapters(grid: FinishedGrid) {
  const { designs, choices, finished } = grid;
  return {
    ...(await describeGaps(designs, choices, grid, learnedLambdas(finished))),
    films: await learnedFilms(finished, grid),
  };
}

async function crossValidation(grid: FinishedGrid): Promise<Pick<Results, 'crossValidation'>> {
  const settings = grid.plan.crossValidation;
  return settings === undefined ? {} : { crossValidation: await crossValidate(settings, grid) };
}

async function search(grid: FinishedGrid): Promise<Pick<Results, 'search'>> {
  const settings = grid.plan.search;
  return settings === undefined ? {} : { search: await searchSettings(settings, grid) };
}

async function explanations(grid: FinishedGrid): Promise<Pick<Results, 'explanations'>> {
  const found = await explainStudy(grid);
  return found === null ? {} : { explanations: found };
}

/** λ of the first seed, by cell. */
function learnedLambdas(finished: readonly FinishedCell[]): Map<string, number> {
  return new Map(
    finished.flatMap(({ design, trained }): [string, number][] => {
      const [{ learned }] = trained.fits;
      return learned === null ? [] : [[design.id, learned.lambda]];
    }),
  );
}
