import type { Cell, Results } from '../../../study/index.ts';
import { bestCells } from '../../cells.ts';
import * as english from '../english.ts';
import { document, heading, list, paragraph, strong, table } from '../markdown/blocks.ts';
import { costRows, machineSentence } from '../markdown/costs.ts';
import { splitSentence, textSentence } from '../markdown/data.ts';
import { calibrationBlocks, subgroupBlocks } from '../markdown/trust.ts';
import { outcomeOf } from '../outcome.ts';
import { trainingSentence } from '../plan-setting.ts';
import { ethicalQuestions } from './ethical-questions.ts';

/**
 * A card of the head that the study chose on validation rows: what it is and is not for, what it was
 * made and measured on, its limits; after Mitchell et al., Model Cards for Model Reporting (2019).
 * Null where the study trained none.
 */
export function modelCard(results: Results): string | null {
  const { fused, single } = bestCells(results);
  const best = fused ?? single;
  if (best === null) return null;
  return document([
    heading(1, `${results.name}: model card`),
    strong(results.notice),
    ...details(best, results),
    ...use(results),
    ...data(results),
    ...figures(best, results),
    ...calibrationBlocks(results),
    ...subgroupBlocks(results),
    heading(2, 'Costs'),
    paragraph(machineSentence(results)),
    table(['What', 'Cost'], costRows(results)),
    heading(2, 'Limits'),
    list(english.limits(results)),
    heading(2, 'Ethical considerations'),
    paragraph('Minga cannot know these. A card on which they are blank is not finished.'),
    list(ethicalQuestions),
  ]);
}

function details(best: Cell, results: Results): string[] {
  const encoders = results.encoders.filter(({ id }) => id === best.image || id === best.text);
  return [
    heading(2, 'The model'),
    table(
      ['What', 'Of this model'],
      [
        ['Cell', best.id],
        ['Head', english.headName(best, results)],
        ['Alignment', english.alignmentName(best.aligner)],
        ...encoders.map(({ modality, model, dimension, fingerprint }) => [
          `${modality === 'image' ? 'Image' : 'Text'} encoder, frozen`,
          `${model}, ${english.count(dimension)} numbers, sha256 ${fingerprint}`,
        ]),
        ['Trained parameters', english.count(best.parameters)],
        [
          'Fits',
          `${english.many(best.fits.length, 'seed')}; the fitted parts of the first are kept`,
        ],
        ['Made', `${english.moment(results.created)}, Minga ${results.software.minga}`],
        ['Output', outcomeOf(results).output],
      ],
      2,
    ),
    paragraph(trainingSentence(results)),
  ];
}

function use(results: Results): string[] {
  return [
    heading(2, 'Use'),
    list([
      `Intended: research on ${outcomeOf(results).purpose} in data like ${results.dataset.name}, and comparison with other methods on the same rows.`,
      'Not intended: diagnosis, triage, treatment or any other decision about a person. It is not a medical device and was reviewed by no authority.',
      'Not intended: data from another source, camera, population or time than the test rows, before it has been measured on them.',
      'Who is to use it, and with what training: — to be filled by the authors',
    ]),
  ];
}

function data(results: Results): string[] {
  const { dataset, split } = results;
  const parts = ['train', 'validation', 'test'] as const;
  return [
    heading(2, 'Data'),
    paragraph(
      `${english.many(dataset.samples, 'sample')} of ${dataset.name}. ${textSentence(results)} ${splitSentence(results)}`,
    ),
    table(
      [outcomeOf(results).heading, 'Training', 'Validation', 'Test'],
      [
        ...dataset.classes.map(name => [
          name,
          ...parts.map(part => english.count(split[part].classes[name] ?? 0)),
        ]),
        ['All rows', ...parts.map(part => english.count(split[part].rows))],
      ],
    ),
    list(dataset.warnings.map(({ message }) => `Warning: ${message}`)),
    paragraph(
      'How, where, when and from whom the data were collected: — to be filled by the authors',
    ),
  ];
}

function figures(best: Cell, results: Results): string[] {
  const { evaluation } = results;
  return [
    heading(2, 'Figures'),
    paragraph(
      `On ${english.many(evaluation.testRows, 'test row')} of ${english.many(evaluation.testGroups, 'group')} that chose nothing; mean over seeds with its ${english.intervalName(results)}. The model was chosen by ${english.metricLabel(evaluation.select)} on validation rows.`,
    ),
    table(
      ['Figure', 'Test rows', 'Validation rows'],
      outcomeOf(results).metrics.all.map(name => [
        english.metricLabel(name),
        english.withInterval(best.test[name]),
        english.withInterval(best.validation[name]),
      ]),
    ),
  ];
}
