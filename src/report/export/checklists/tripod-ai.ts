import { outcomeOf } from '../outcome.ts';
import * as answers from './answers.ts';
import { type Checklist, filled, partly } from './item.ts';

/**
 * TRIPOD+AI: 27 main items, 52 with their parts. Numbers are the statement’s, the wording is ours.
 * Source: Collins et al., BMJ 2024;385:e078378, CC BY 4.0.
 */
export const tripodAi: Checklist = {
  title: 'TRIPOD+AI (2024)',
  source:
    'Collins GS, Moons KGM, Dhiman P, et al. BMJ 2024;385:e078378, doi 10.1136/bmj-2023-078378: 27 main items, 52 counting their parts',
  items: [
    {
      number: '1',
      asks: 'Title: development or evaluation of a prediction model, for whom, of what',
      answer: results =>
        partly(
          `Development and internal evaluation of ${outcomeOf(results).model} on ${results.dataset.name}.`,
          'results.json, dataset',
        ),
    },
    { number: '2', asks: 'Abstract, by the statement’s own list for abstracts' },
    { number: '3a', asks: 'Health-care setting, diagnosis or prognosis, why, earlier models' },
    { number: '3b', asks: 'People the model is meant for, its purpose in care, its users' },
    { number: '3c', asks: 'Known inequalities in health between groups of people' },
    {
      number: '4',
      asks: 'Objectives; whether developed, evaluated or both',
      answer: () =>
        partly(
          'Both: fitted on training rows, evaluated on held-out rows of the same source.',
          'report.md',
        ),
    },
    {
      number: '5a',
      asks: 'Sources of data, why these, how representative',
      answer: answers.source,
    },
    { number: '5b', asks: 'Dates of the data' },
    { number: '6a', asks: 'Setting, number and place of centres' },
    { number: '6b', asks: 'Who was eligible', answer: answers.leftOut },
    { number: '6c', asks: 'Treatments, and how they were dealt with' },
    {
      number: '7',
      asks: 'Preparation and checking of the data, alike for all groups or not',
      answer: answers.preparation,
    },
    {
      number: '8a',
      asks: 'The outcome, its time, how and when it was determined, why this one',
      answer: results => partly(outcomeOf(results).definition, 'results.json, dataset and task'),
    },
    { number: '8b', asks: 'Who judged the outcome, where it takes judgement' },
    { number: '8c', asks: 'Whether those who judged it were blinded' },
    {
      number: '9a',
      asks: 'Choice of predictors before the model was built',
      answer: answers.predictors,
    },
    {
      number: '9b',
      asks: 'Definition of each predictor, how and when it was measured',
      answer: answers.predictors,
    },
    { number: '9c', asks: 'Who judged predictors, where it takes judgement' },
    {
      number: '10',
      asks: 'How the size of the study came about, and whether it suffices',
      answer: answers.sampleSize,
    },
    {
      number: '11',
      asks: 'What was done about missing data, and why data were left out',
      answer: answers.missing,
    },
    { number: '12a', asks: 'How data were used, and divided', answer: answers.partition },
    {
      number: '12b',
      asks: 'How predictors were handled: form, scale, standardisation',
      answer: answers.handling,
    },
    {
      number: '12c',
      asks: 'Type of model, steps of building it, tuning, internal validation',
      answer: answers.building,
    },
    { number: '12d', asks: 'Differences between clusters such as hospitals' },
    {
      number: '12e',
      asks: 'Measures and plots of performance and comparison',
      answer: answers.measures,
    },
    { number: '12f', asks: 'Updating of the model after its evaluation', answer: answers.updating },
    {
      number: '12g',
      asks: 'How predictions were calculated for the evaluation',
      answer: () =>
        filled(
          'By the fitted aligner and head of each seed from the vectors of both modalities; a figure is the mean over seeds.',
          'predictions/, fitted/',
        ),
    },
    {
      number: '13',
      asks: 'Means against unequal classes, and recalibration after them',
      answer: answers.classWeights,
    },
    { number: '14', asks: 'What was done for fairness, and why', answer: answers.subgroupFairness },
    {
      number: '15',
      asks: 'Output of the model; how classes and thresholds come about',
      answer: answers.output,
    },
    {
      number: '16',
      asks: 'Differences between the data of development and of evaluation',
      answer: results =>
        partly(
          `Same source and same criteria. ${results.split.method === 'grouped' ? 'Parts differ by chance only.' : `Parts were made by: ${results.split.method}.`}`,
          'results.json, split; report.html, audit (drift)',
        ),
    },
    { number: '17', asks: 'Ethics committee and consent' },
    { number: '18a', asks: 'Funding and the funders’ role' },
    { number: '18b', asks: 'Conflicts of interest' },
    { number: '18c', asks: 'Where the protocol can be read' },
    { number: '18d', asks: 'Registration' },
    { number: '18e', asks: 'Availability of the data' },
    {
      number: '18f',
      asks: 'Availability of the code',
      answer: ({ software }) =>
        partly(`Minga ${software.minga} and the plan of the run.`, 'report.md, Reproduction'),
    },
    { number: '19', asks: 'Involvement of patients and the public' },
    {
      number: '20a',
      asks: 'Flow of participants, with and without the outcome',
      answer: answers.flow,
    },
    {
      number: '20b',
      asks: 'Characteristics of participants, overall and by source',
      answer: results => ({ ...answers.counts(results), whole: false }),
    },
    {
      number: '20c',
      asks: 'Evaluation data compared with development data',
      answer: results => ({ ...answers.counts(results), whole: false }),
    },
    { number: '21', asks: 'Participants and outcomes in each analysis', answer: answers.counts },
    {
      number: '22',
      asks: 'The full model, so that others can predict with it and evaluate it',
      answer: () =>
        partly(
          'Fitted aligners and heads as safetensors under their first seed, fingerprints of the encoders; who may have them is the authors’ to say.',
          'fitted/; results.json, encoders[].fingerprint',
        ),
    },
    {
      number: '23a',
      asks: 'Performance with confidence intervals, key subgroups too',
      answer: answers.performance,
    },
    { number: '23b', asks: 'Differences of performance between clusters' },
    { number: '24', asks: 'Results of updating the model', answer: answers.updating },
    { number: '25', asks: 'Interpretation, fairness and earlier studies included' },
    { number: '26', asks: 'Limitations', answer: answers.limitations },
    { number: '27a', asks: 'What to do about poor or missing input in use' },
    { number: '27b', asks: 'What users must do and know' },
    { number: '27c', asks: 'Next steps for research' },
  ],
};
