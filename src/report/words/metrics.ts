import type { MetricName } from '../../evaluate/index.ts';
import type { InLanguages } from './languages.ts';

/** What a metric is called: as a heading, and within a sentence. */
interface MetricWords {
  readonly label: string;
  readonly phrase: string;
}

export const metricWords: InLanguages<Readonly<Record<MetricName, MetricWords>>> = {
  en: {
    accuracy: { label: 'Accuracy', phrase: 'accuracy' },
    balancedAccuracy: { label: 'Balanced accuracy', phrase: 'balanced accuracy' },
    macroF1: { label: 'Macro F1', phrase: 'macro F1' },
    auroc: { label: 'AUROC', phrase: 'AUROC' },
    logLoss: { label: 'Log loss (nats)', phrase: 'log loss (nats)' },
  },
  es: {
    accuracy: { label: 'Exactitud', phrase: 'exactitud' },
    balancedAccuracy: { label: 'Exactitud balanceada', phrase: 'exactitud balanceada' },
    macroF1: { label: 'F1 macro', phrase: 'F1 macro' },
    auroc: { label: 'AUROC', phrase: 'AUROC' },
    logLoss: { label: 'Pérdida logarítmica (nats)', phrase: 'pérdida logarítmica (nats)' },
  },
  pt: {
    accuracy: { label: 'Acurácia', phrase: 'acurácia' },
    balancedAccuracy: { label: 'Acurácia balanceada', phrase: 'acurácia balanceada' },
    macroF1: { label: 'F1 macro', phrase: 'F1 macro' },
    auroc: { label: 'AUROC', phrase: 'AUROC' },
    logLoss: { label: 'Perda logarítmica (nats)', phrase: 'perda logarítmica (nats)' },
  },
};
