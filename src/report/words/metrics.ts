import type { MetricName } from '../../evaluate/index.ts';
import type { InLanguages } from './languages.ts';

/** What a metric is called. */
interface MetricWords {
  /** As a heading. */
  readonly label: string;
  /** Within a sentence. */
  readonly phrase: string;
  /** Before the phrase, where the language wants an article. */
  readonly article?: string;
}

export const metricWords: InLanguages<Readonly<Record<MetricName, MetricWords>>> = {
  en: {
    accuracy: { label: 'Accuracy', phrase: 'accuracy' },
    balancedAccuracy: { label: 'Balanced accuracy', phrase: 'balanced accuracy' },
    macroF1: { label: 'Macro F1', phrase: 'macro F1' },
    auroc: { label: 'AUROC', phrase: 'AUROC' },
    logLoss: { label: 'Log loss (nats)', phrase: 'log loss (nats)' },
    auprc: { label: 'AUPRC', phrase: 'AUPRC' },
    weightedF1: { label: 'Weighted F1', phrase: 'weighted F1' },
    microF1: { label: 'Micro F1', phrase: 'micro F1' },
    macroPrecision: { label: 'Macro precision', phrase: 'macro precision' },
    macroRecall: { label: 'Macro recall', phrase: 'macro recall' },
    macroSpecificity: { label: 'Macro specificity', phrase: 'macro specificity' },
    hardAuroc: { label: 'Hard-prediction AUROC', phrase: 'hard-prediction AUROC' },
    mcc: { label: 'Matthews correlation', phrase: 'Matthews correlation' },
    cohenKappa: { label: 'Cohen’s kappa', phrase: 'Cohen’s kappa' },
    quadraticKappa: { label: 'Quadratic weighted kappa', phrase: 'quadratic weighted kappa' },
    sensitivityAtSpecificity90: {
      label: 'Sensitivity at specificity 0.9',
      phrase: 'sensitivity at specificity 0.9',
    },
    specificityAtSensitivity90: {
      label: 'Specificity at sensitivity 0.9',
      phrase: 'specificity at sensitivity 0.9',
    },
    brier: { label: 'Brier score', phrase: 'Brier score' },
    ece: { label: 'Expected calibration error', phrase: 'expected calibration error' },
  },
  es: {
    accuracy: { label: 'Exactitud', phrase: 'exactitud', article: 'la' },
    balancedAccuracy: {
      label: 'Exactitud balanceada',
      phrase: 'exactitud balanceada',
      article: 'la',
    },
    macroF1: { label: 'F1 macro', phrase: 'F1 macro', article: 'la' },
    auroc: { label: 'AUROC', phrase: 'AUROC', article: 'el' },
    logLoss: {
      label: 'Pérdida logarítmica (nats)',
      phrase: 'pérdida logarítmica (nats)',
      article: 'la',
    },
    auprc: { label: 'AUPRC', phrase: 'AUPRC', article: 'el' },
    weightedF1: { label: 'F1 ponderada', phrase: 'F1 ponderada', article: 'la' },
    microF1: { label: 'F1 micro', phrase: 'F1 micro', article: 'la' },
    macroPrecision: { label: 'Precisión macro', phrase: 'precisión macro', article: 'la' },
    macroRecall: { label: 'Sensibilidad macro', phrase: 'sensibilidad macro', article: 'la' },
    macroSpecificity: {
      label: 'Especificidad macro',
      phrase: 'especificidad macro',
      article: 'la',
    },
    hardAuroc: {
      label: 'AUROC de predicciones duras',
      phrase: 'AUROC de predicciones duras',
      article: 'el',
    },
    mcc: { label: 'Correlación de Matthews', phrase: 'correlación de Matthews', article: 'la' },
    cohenKappa: { label: 'Kappa de Cohen', phrase: 'kappa de Cohen', article: 'el' },
    quadraticKappa: {
      label: 'Kappa con pesos cuadráticos',
      phrase: 'kappa con pesos cuadráticos',
      article: 'el',
    },
    sensitivityAtSpecificity90: {
      label: 'Sensibilidad con especificidad 0,9',
      phrase: 'sensibilidad con especificidad 0,9',
      article: 'la',
    },
    specificityAtSensitivity90: {
      label: 'Especificidad con sensibilidad 0,9',
      phrase: 'especificidad con sensibilidad 0,9',
      article: 'la',
    },
    brier: { label: 'Puntuación de Brier', phrase: 'puntuación de Brier', article: 'la' },
    ece: {
      label: 'Error de calibración esperado',
      phrase: 'error de calibración esperado',
      article: 'el',
    },
  },
  pt: {
    accuracy: { label: 'Acurácia', phrase: 'acurácia', article: 'a' },
    balancedAccuracy: { label: 'Acurácia balanceada', phrase: 'acurácia balanceada', article: 'a' },
    macroF1: { label: 'F1 macro', phrase: 'F1 macro', article: 'a' },
    auroc: { label: 'AUROC', phrase: 'AUROC', article: 'a' },
    logLoss: {
      label: 'Perda logarítmica (nats)',
      phrase: 'perda logarítmica (nats)',
      article: 'a',
    },
    auprc: { label: 'AUPRC', phrase: 'AUPRC', article: 'a' },
    weightedF1: { label: 'F1 ponderada', phrase: 'F1 ponderada', article: 'a' },
    microF1: { label: 'F1 micro', phrase: 'F1 micro', article: 'a' },
    macroPrecision: { label: 'Precisão macro', phrase: 'precisão macro', article: 'a' },
    macroRecall: { label: 'Sensibilidade macro', phrase: 'sensibilidade macro', article: 'a' },
    macroSpecificity: {
      label: 'Especificidade macro',
      phrase: 'especificidade macro',
      article: 'a',
    },
    hardAuroc: {
      label: 'AUROC de predições duras',
      phrase: 'AUROC de predições duras',
      article: 'a',
    },
    mcc: { label: 'Correlação de Matthews', phrase: 'correlação de Matthews', article: 'a' },
    cohenKappa: { label: 'Kappa de Cohen', phrase: 'kappa de Cohen', article: 'o' },
    quadraticKappa: {
      label: 'Kappa com pesos quadráticos',
      phrase: 'kappa com pesos quadráticos',
      article: 'o',
    },
    sensitivityAtSpecificity90: {
      label: 'Sensibilidade com especificidade 0,9',
      phrase: 'sensibilidade com especificidade 0,9',
      article: 'a',
    },
    specificityAtSensitivity90: {
      label: 'Especificidade com sensibilidade 0,9',
      phrase: 'especificidade com sensibilidade 0,9',
      article: 'a',
    },
    brier: { label: 'Pontuação de Brier', phrase: 'pontuação de Brier', article: 'a' },
    ece: {
      label: 'Erro de calibração esperado',
      phrase: 'erro de calibração esperado',
      article: 'o',
    },
  },
};
