import { z } from 'zod';
import { perMultilabelMetric, perRegressionMetric } from '../../evaluate/index.ts';
import { differenceSchema, intervalSchema } from './interval.ts';

const unknown = { estimate: null, low: null, high: null, dropped: 0 } as const;

/** @param later the same, for the metrics that results of before 0.6 do not hold */
const metricsOf = <T extends z.ZodType, L extends z.ZodType>(each: T, later: L) =>
  z.object({
    accuracy: each,
    balancedAccuracy: each,
    macroF1: each,
    auroc: each,
    logLoss: each,
    auprc: later,
    weightedF1: later,
    microF1: later,
    macroPrecision: later,
    macroRecall: later,
    macroSpecificity: later,
    hardAuroc: later,
    mcc: later,
    cohenKappa: later,
    quadraticKappa: later,
    sensitivityAtSpecificity90: later,
    specificityAtSensitivity90: later,
    brier: later,
    ece: later,
  });

/** Figures by name: those of the task that the study is of. */
type Figures<T> = Readonly<Record<string, T>>;

const labelsOf = <T extends z.ZodType>(each: T) => z.strictObject(perMultilabelMetric(() => each));

const numbersOf = <T extends z.ZodType>(each: T) => z.strictObject(perRegressionMetric(() => each));

/** Every metric of a cell on one part. */
export const metricIntervalsSchema: z.ZodType<Figures<z.infer<typeof intervalSchema>>> = z
  .union([
    metricsOf(intervalSchema, intervalSchema.default(unknown)),
    labelsOf(intervalSchema),
    numbersOf(intervalSchema),
  ])
  .describe('of classes, of several labels at once, or of numbers, as `task` says');

/** Every metric of a paired difference. */
export const metricDifferencesSchema: z.ZodType<Figures<z.infer<typeof differenceSchema>>> =
  z.union([
    metricsOf(differenceSchema, differenceSchema.default({ ...unknown, shareAbove: null })),
    labelsOf(differenceSchema),
    numbersOf(differenceSchema),
  ]);
