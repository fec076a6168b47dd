import { z } from 'zod';
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

/** Every metric of a cell on one part. */
export const metricIntervalsSchema = metricsOf(intervalSchema, intervalSchema.default(unknown));

/** Every metric of a paired difference. */
export const metricDifferencesSchema = metricsOf(
  differenceSchema,
  differenceSchema.default({ ...unknown, shareAbove: null }),
);
