import { outcomeOf } from '../outcome.ts';
import * as answers from './answers.ts';
import { type Checklist, filled, partly } from './item.ts';

/**
 * CLAIM, update of 2024: 44 items. Numbers are the statement’s, the wording is ours.
 * Source: Tejani et al., Radiol Artif Intell 2024;6(4):e240300.
 */
export const claim: Checklist = {
  title: 'CLAIM (2024 update)',
  source:
    'Tejani AS, Klontzas ME, Gatti AA, et al. Radiol Artif Intell 2024;6(4):e240300, doi 10.1148/ryai.240300: 44 items',
  items: [
    {
      number: '1',
      asks: 'Title: that artificial intelligence is used, and which kind',
      answer: () => partly('Deep learning: frozen encoders and trained fusion heads.', 'report.md'),
    },
    { number: '2', asks: 'Structured summary' },
    { number: '3', asks: 'Background, intended use and clinical role' },
    { number: '4', asks: 'Aims and hypotheses' },
    { number: '5', asks: 'Prospective or retrospective' },
    {
      number: '6',
      asks: 'Goal of the study',
      answer: () =>
        partly(
          'Development of a model and comparison of encoders, alignments and heads.',
          'report.md',
        ),
    },
    { number: '7', asks: 'Sources of the data, links', answer: answers.source },
    { number: '8', asks: 'Inclusion and exclusion', answer: answers.leftOut },
    { number: '9', asks: 'Steps of preparing the data', answer: answers.preparation },
    { number: '10', asks: 'Selection of subsets of the data' },
    { number: '11', asks: 'De-identification' },
    { number: '12', asks: 'Missing data', answer: answers.missing },
    { number: '13', asks: 'How pictures were acquired' },
    {
      number: '14',
      asks: 'Definition of the reference standard',
      answer: results =>
        partly(
          `As the data set has it. ${outcomeOf(results).definition}`,
          'results.json, dataset and task',
        ),
    },
    { number: '15', asks: 'Why this reference standard' },
    { number: '16', asks: 'Who annotated, and their qualification' },
    { number: '17', asks: 'How the test set was annotated' },
    { number: '18', asks: 'Agreement within and between annotators' },
    {
      number: '19',
      asks: 'How data were assigned to parts, their shares',
      answer: answers.partition,
    },
    { number: '20', asks: 'At which level parts are disjoint', answer: answers.disjoint },
    { number: '21', asks: 'Intended size of the test set', answer: answers.sampleSize },
    { number: '22', asks: 'The model in detail', answer: answers.handling },
    { number: '23', asks: 'Software and versions', answer: answers.software },
    {
      number: '24',
      asks: 'Initialisation of parameters; transfer',
      answer: ({ encoders }) =>
        filled(
          `Encoders pretrained and frozen: ${encoders.map(({ model }) => model).join(', ')}; heads start at random, by seed, or are taken to the minimum of their loss.`,
          'results.json, encoders; docs/new-head.md',
        ),
    },
    { number: '25', asks: 'Training in detail', answer: answers.building },
    { number: '26', asks: 'How the final model was chosen', answer: answers.building },
    {
      number: '27',
      asks: 'Ensembles',
      answer: answers.ensembles,
    },
    { number: '28', asks: 'Measures of performance', answer: answers.measures },
    { number: '29', asks: 'Uncertainty and significance', answer: answers.measures },
    { number: '30', asks: 'Robustness or sensitivity', answer: answers.robustness },
    { number: '31', asks: 'Methods of explanation', answer: answers.explanation },
    { number: '32', asks: 'Testing on internal data', answer: answers.partition },
    {
      number: '33',
      asks: 'Testing on external data, or why not',
      answer: ({ split }) =>
        partly(
          split.method === 'site'
            ? 'Test rows come from a site without training rows, within the same data set.'
            : 'None: training and test rows come from the same source. Why is the authors’ to say.',
          'results.json, split',
        ),
    },
    { number: '34', asks: 'Registration of a trial' },
    { number: '35', asks: 'Numbers included and excluded', answer: answers.flow },
    {
      number: '36',
      asks: 'Characteristics of the people in each part',
      answer: results => ({ ...answers.counts(results), whole: false }),
    },
    { number: '37', asks: 'Performance on all parts and subgroups', answer: answers.performance },
    {
      number: '38',
      asks: 'Diagnostic figures with their uncertainty',
      answer: answers.performance,
    },
    { number: '39', asks: 'Analysis of failures', answer: answers.confusion },
    { number: '40', asks: 'Limitations', answer: answers.limitations },
    { number: '41', asks: 'Implications for practice' },
    { number: '42', asks: 'Where the full protocol stands' },
    {
      number: '43',
      asks: 'Availability of software, model and data',
      answer: ({ software }) =>
        partly(`Minga ${software.minga} and the plan of the run.`, 'report.md, Reproduction'),
    },
    { number: '44', asks: 'Funding' },
  ],
};
