/**
 * Study: knows what a plan asks for and runs it, as a grid of cells that resumes where it stopped:
 * data set, split, embeddings, aligners, heads, seeds, figures with intervals, choices made on
 * validation rows, `results.json`. It knows nothing of pages, terminals or servers.
 */

export type { PlannedAligner } from './align-schema.ts';
export { type TaskName, taskNames } from './alignment/outcome.ts';
export type { AlignmentStudyOptions } from './alignment/settings.ts';
export { alignmentFile, studyAlignment } from './alignment/study.ts';
export {
  type AlignmentStudy,
  alignmentStudyJsonSchema,
  alignmentStudySchema,
  type StudiedAligner,
  type StudiedMeasure,
  type StudiedPair,
} from './alignment/study-schema.ts';
export {
  type AlignerGeometry,
  type AlignmentGeometry,
  type AlignmentGeometryOptions,
  alignmentGeometry,
  type PairGeometry,
} from './alignment-geometry.ts';
export { auditPlan, type PlanAudit, type PlanAuditOptions } from './audit-plan.ts';
export { type BaselineStudyOptions, baselinesFile, studyBaselines } from './baseline/index.ts';
export { type Cases, casesFile, casesSchema, type PartCases } from './cases/index.ts';
export { crossValidationFile, studyCrossValidation } from './cross-validation/index.ts';
export {
  type EmbeddedPart,
  type EncodedDataset,
  embedDataset,
  imageItems,
  keptVectors,
  textItems,
} from './embedding.ts';
export { checkEncoder, type EncoderCheck } from './encoder-check.ts';
export type { StudyEvent, StudyListener } from './events.ts';
export { type StoredVectors, sampleVectors, storeVectors } from './exported-vectors.ts';
export { headLabel } from './grid.ts';
export { type ImportReport, importVectors } from './imported-vectors.ts';
export { jointVerdict } from './inference/index.ts';
export {
  normalisePlan,
  type Plan,
  type PlanInput,
  planSchema,
} from './plan.ts';
export { type DraftOptions, draftPlan, unknownColumn } from './plan-draft.ts';
export { parsePlan, readPlan } from './plan-file.ts';
export { departingOptions } from './planned-aligner.ts';
export {
  type AlignerResult,
  type Cell,
  type Choice,
  type Comparison,
  type EncoderResult,
  type FigureDifference,
  type FigureInterval,
  type Film,
  type FitResult,
  type Geometry,
  type HeadResult,
  type LatencyFigures,
  notice,
  type PaperClaim,
  type PartCounts,
  type Picture,
  type Results,
  resultsJsonSchema,
  resultsSchema,
} from './results.ts';
export { runStudy, type StudyOptions } from './run.ts';
export { labelsFile, resultsFile, writeWhole } from './run-folder.ts';
export type {
  BaselineFit,
  BaselineResult,
  BaselinesResult,
  CostRatio,
  WayName,
} from './schema/baselines.ts';
export type { CallTimes, Costs, Work } from './schema/costs.ts';
export type {
  CorrectedInterval,
  CrossValidatedCell,
  CrossValidation,
  SelectionProcedure,
} from './schema/cross-validation.ts';
export type {
  Explanations,
  FieldAblation,
  ModalityContribution,
  NearestCases,
  OcclusionMap,
} from './schema/explanations.ts';
export type {
  CalibratedCell,
  CalibrationResult,
  ClassCurvesResult,
  ClassThresholdResult,
  ComparisonTests,
  CurvesResult,
  JointSignal,
  JointSignalAgainst,
  Missingness,
  OutOfDistributionModality,
  OutOfDistributionResult,
  ReliabilityBinResult,
  SubgroupFieldResult,
  SubgroupGap,
  SubgroupResult,
  SubgroupsResult,
  ThresholdRule,
  ThresholdsResult,
} from './schema/index.ts';
export {
  plannedReport,
  type ReportLanguage,
  type ReportPlan,
  reportLanguages,
  reportPlanSchema,
} from './schema/report-plan.ts';
export type { Search, SearchTrial } from './schema/search.ts';
export { searchFile, studySearch } from './search/index.ts';
export type { FieldCut } from './text-cuts.ts';
export {
  type PreviewOptions,
  type PreviewRow,
  previewTexts,
  type TextPreview,
} from './text-preview.ts';
export {
  type CountedEncoder,
  type TextReport,
  type TextReportOptions,
  type TextReportRow,
  textReport,
  type UncountedEncoder,
} from './text-report.ts';
