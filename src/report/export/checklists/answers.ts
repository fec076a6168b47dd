import type { Results } from '../../../study/index.ts';
import { bestCells } from '../../cells.ts';
import { upperFirst } from '../../format.ts';
import { taskSentence, tellsClasses } from '../../task/index.ts';
import * as english from '../english.ts';
import { reasons, splitSentence, textSentence } from '../markdown/data.ts';
import { outcomeOf } from '../outcome.ts';
import { planSetting, trainingSentence } from '../plan-setting.ts';
import { type Answer, filled, partly } from './item.ts';

const parts = ['train', 'validation', 'test'] as const;

/** What several items of both checklists ask alike. */
export function source({ dataset }: Results): Answer {
  return partly(
    `${dataset.name}, ${english.many(dataset.rowsRead, 'row')}, sha256 ${dataset.hash.slice(0, 12)}…`,
    'results.json, dataset',
  );
}

export function leftOut(results: Results): Answer {
  const { dataset } = results;
  return partly(
    `${english.many(dataset.skipped.length, 'row')} left out because they could not be read or lacked a part${reasons(results)}; who was eligible before that is not in the data.`,
    'report.md, Data and their flow',
  );
}

export function preparation(results: Results): Answer {
  const checks =
    results.audit === undefined
      ? ''
      : ` ${english.many(results.audit.checks.length, 'check')} of the data were made.`;
  return partly(
    `Pictures were decoded and scaled as each encoder wants them; ${lower(textSentence(results))}${checks}`,
    'results.json, encoders[].settings; report.html, audit',
  );
}

export function predictors(results: Results): Answer {
  const { encoders, dataset } = results;
  const pictures = encoders.some(({ modality }) => modality === 'image') ? 'the picture; ' : '';
  return partly(
    `${pictures}of the record ${english.listed(dataset.textFields) || 'nothing'}.`,
    'results.json, dataset.textFields',
  );
}

export function missing(results: Results): Answer {
  return partly(
    `${english.many(results.dataset.skipped.length, 'row')} without a readable part left out${reasons(results)}; a record’s text says that an empty field is not recorded, or leaves it out; no value is made up in it.`,
    'results.json, dataset.skipped',
  );
}

export function partition(results: Results): Answer {
  const counts = parts.map(part => `${part} ${english.count(results.split[part].rows)}`).join(', ');
  return filled(`${splitSentence(results)} Rows: ${counts}.`, 'split.json; results.json, split');
}

export function disjoint(results: Results): Answer {
  return filled(splitSentence(results), 'split.json; results.json, split.straddling');
}

export function handling({ encoders, cells }: Results): Answer {
  const vectors = encoders.map(
    ({ id, dimension }) => `${id} (${english.count(dimension)} numbers)`,
  );
  const aligners = [...new Set(cells.map(({ aligner }) => english.alignmentName(aligner)))];
  return filled(
    `Each modality becomes the vector of a frozen encoder: ${vectors.join(', ')}; alignments fitted on training rows: ${aligners.join('; ')}.`,
    'results.json, encoders and cells[].aligner',
  );
}

export function building(results: Results): Answer {
  const { cells, evaluation } = results;
  const heads = [...new Set(cells.map(cell => english.headName(cell, results)))];
  return filled(
    `Heads: ${heads.join('; ')}. ${trainingSentence(results)} Epochs and penalties were chosen by validation loss, alignments and heads by ${english.metricLabel(evaluation.select)} on validation rows.`,
    'report.md, Choices; results.json, plan and choices',
  );
}

export function measures(results: Results): Answer {
  const { evaluation, calibration, curves } = results;
  const names = outcomeOf(results).metrics.all.map(english.metricLabel).join(', ');
  const more = [
    ...(calibration === undefined ? [] : ['calibration']),
    ...(curves === undefined ? [] : ['precision–recall and decision curves']),
  ];
  return filled(
    `${names}${more.length === 0 ? '' : `, ${more.join(', ')}`}; bootstrap of ${english.many(evaluation.resamples, 'resample')} over groups and seeds; comparisons paired.`,
    'docs/reporting.md; results.json, evaluation',
  );
}

export function classWeights(results: Results): Answer | null {
  const weights = planSetting(results, 'train', 'classWeights');
  if (weights === null) return null;
  const calibrated =
    results.calibration === undefined
      ? ' Scores were not recalibrated after it.'
      : ' Calibrators were fitted on validation rows.';
  return filled(`Class weights in the loss: ${weights}.${calibrated}`, 'results.json, plan.train');
}

export function output(results: Results): Answer {
  const { thresholds } = results;
  const where = 'predictions.csv; report.md';
  if (!tellsClasses(results)) {
    return filled(
      `${upperFirst(outcomeOf(results).output)}. ${taskSentence(results, 'en')}`,
      where,
    );
  }
  const cut =
    thresholds === undefined
      ? 'the class named is the one with the highest score'
      : `the class named is the one with the highest score; thresholds by the rule ${thresholds.rule.rule} were chosen on validation rows`;
  return filled(`${upperFirst(outcomeOf(results).output)}; ${cut}.`, where);
}

export function counts({ split, dataset }: Results): Answer {
  const text = parts.map(part => {
    const classes = dataset.classes
      .map(name => `${name} ${english.count(split[part].classes[name] ?? 0)}`)
      .join(', ');
    return `${part} ${english.count(split[part].rows)}${classes === '' ? '' : ` (${classes})`}`;
  });
  return filled(text.join('; '), 'report.md, Data and their flow');
}

export function flow(results: Results): Answer {
  const { dataset } = results;
  return partly(
    `${english.many(dataset.rowsRead, 'row')} read, ${english.count(dataset.skipped.length)} left out${reasons(results)}, ${english.count(dataset.samples)} used. The flow before the table was made is not in the data.`,
    'report.md, Data and their flow',
  );
}

export function sampleSize(results: Results): Answer {
  const { evaluation, split, dataset } = results;
  const kind = outcomeOf(results).heading.toLowerCase();
  const least = Math.min(...dataset.classes.map(name => split.test.classes[name] ?? 0));
  const rarest =
    dataset.classes.length === 0 ? '' : `; the rarest ${kind} has ${english.count(least)}`;
  return partly(
    `${english.many(evaluation.testRows, 'test row')} of ${english.many(evaluation.testGroups, 'group')}${rarest}. All rows there were; no calculation was made.`,
    'results.json, split.test and evaluation',
  );
}

export function performance(results: Results): Answer | null {
  const { fused, single } = bestCells(results);
  const best = fused ?? single;
  if (best === null) return null;
  const figures = outcomeOf(results)
    .metrics.shown.map(
      name => `${english.metricLabel(name)} ${english.withInterval(best.test[name])}`,
    )
    .join(', ');
  const text = `${english.cellName(best, results)}: ${figures}; ${english.intervalName(results)}s.`;
  const where = 'report.md, Results on the test rows; tables.tex';
  return results.subgroups === undefined
    ? partly(`${text} No subgroup was looked at.`, where)
    : filled(`${text} By subgroups: see there.`, `${where}; report.md, Subgroups`);
}

export function updating({ calibration }: Results): Answer {
  const kept = calibration?.cells.map(({ role, method }) => `best ${role} ${method}`).join(', ');
  return kept === undefined || kept === ''
    ? filled('No model was updated.', 'results.json')
    : filled(`Recalibrated on validation rows: ${kept}.`, 'report.md, Calibration');
}

export function subgroupFairness({ subgroups }: Results): Answer | null {
  if (subgroups === undefined || subgroups.fields.length === 0) return null;
  const fields = english.listed(subgroups.fields.map(({ field }) => field));
  return partly(
    `Figures by ${fields}, with the largest gap of each field and its p by Holm; nothing was done to even them out.`,
    'report.md, Subgroups of the test rows',
  );
}

export function robustness({
  missingness,
  crossValidation,
  outOfDistribution,
}: Results): Answer | null {
  const done = [
    ...(missingness === undefined ? [] : ['with one modality missing']),
    ...(crossValidation === undefined ? [] : ['over folds']),
    ...(outOfDistribution === undefined ? [] : ['on rows far from all training rows']),
  ];
  return done.length === 0
    ? null
    : partly(
        `The best fused head was measured ${english.listed(done)}.`,
        'report.md; results.json',
      );
}

export function explanation({ explanations }: Results): Answer | null {
  return explanations === undefined
    ? null
    : partly(
        'What predictions of the best fused head came from was measured.',
        'report.html; results.json, explanations',
      );
}

export function limitations(results: Results): Answer {
  return partly(english.limits(results).join(' '), 'report.md, Limits');
}

export function software({ software: { minga, node, onnxruntime }, machine }: Results): Answer {
  return filled(
    `Minga ${minga}, Node ${node}, ONNX Runtime ${onnxruntime}, on ${machine.processor}.`,
    'results.json, software and machine',
  );
}

export function ensembles({ cells }: Results): Answer {
  const names = new Set(cells.map(({ head }) => head.name));
  const joined = (['average', 'stacked'] as const).filter(name => names.has(name));
  const told =
    joined.length === 0
      ? 'no ensemble was measured'
      : `ensembles of the image head and the text head were measured: ${joined.join(', ')}`;
  return filled(`Figures are means over seeds; ${told}.`, 'results.json, cells[]');
}

export function confusion(results: Results): Answer {
  const counted = tellsClasses(results) ? 'Confusion of every cell; every case' : 'Every case';
  return partly(
    `${counted} of the best cells with what was said of it. Why cases failed is for those who can look at them.`,
    'results.json, cells; predictions.csv',
  );
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
