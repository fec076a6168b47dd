import { expect, test } from 'vitest';
import { headlineMetrics } from '../evaluate/index.ts';
import { findings } from './findings.ts';
import { madeRun } from './fixture/run.ts';
import { differencesSection } from './sections/differences.ts';
import { shownMetrics } from './shown-metrics.ts';

const { results } = madeRun();
const chosenBy = (select: typeof results.evaluation.select) => ({
  ...results,
  evaluation: { ...results.evaluation, select },
});

test('a table has the headline metrics, and the one that was chosen by where it is another', () => {
  expect(shownMetrics(chosenBy('auroc'))).toEqual([...headlineMetrics]);
  expect(shownMetrics(chosenBy('mcc'))).toEqual([...headlineMetrics, 'mcc']);
});

test('sentences and differences tell of a metric that was chosen by', () => {
  const byMcc = chosenBy('mcc');
  expect(findings(byMcc, 'en')[0].text).toContain('Matthews correlation');
  expect(JSON.stringify(differencesSection(byMcc, 'en'))).toContain('Matthews correlation');
});
