import type { Results } from '../../../study/index.ts';
import { bestCells, meanOfFits } from '../../cells.ts';
import * as english from '../english.ts';
import { heading, paragraph, table } from './blocks.ts';

/** What the study cost on its machine. */
export function costsChapter(results: Results): string[] {
  return [
    heading(2, 'Costs'),
    paragraph(machineSentence(results)),
    table(['What', 'Cost'], costRows(results)),
    table(
      ['Encoder', 'Numbers', 'Vectors made', 'Time to make them', 'One case (median)', 'On disk'],
      results.encoders.map(({ id, dimension, extraction, latency, bytesOnDisk }) => [
        id,
        english.count(dimension),
        english.count(extraction.vectors),
        english.seconds(extraction.seconds),
        latency === null ? '–' : english.milliseconds(latency.median),
        english.bytes(bytesOnDisk),
      ]),
    ),
  ];
}

export function machineSentence({ machine, software }: Results): string {
  return `Measured on ${machine.processor}, ${english.many(machine.cores, 'core')}, ${english.bytes(machine.memoryBytes)} of memory, ${machine.platform}, with Minga ${software.minga}, Node ${software.node}, ONNX Runtime ${software.onnxruntime}. Times hold for that machine and what else it was doing.`;
}

/** Name and value of each cost of the run and of its best cell. */
export function costRows(results: Results): string[][] {
  const { costs, cells } = results;
  const { fused, single } = bestCells(results);
  const best = fused ?? single;
  const training = cells
    .flatMap(({ fits }) => fits)
    .reduce((sum, { trainingSeconds }) => sum + trainingSeconds, 0);
  return [
    ['This run, by the clock', english.seconds(costs.wallSeconds)],
    ['This run, processor time', english.seconds(costs.processorSeconds)],
    ['Peak resident memory', english.bytes(costs.peakResidentBytes)],
    ['Training of the whole grid, all seeds', english.seconds(training)],
    ...(best === null
      ? []
      : [
          ['Best head: parameters', english.count(best.parameters)],
          ['Best head: training of one seed', english.seconds(meanOfFits(best, 'trainingSeconds'))],
          [
            'Best head: inference on all test rows',
            english.milliseconds(meanOfFits(best, 'inferenceSeconds') * 1000),
          ],
        ]),
    ...(costs.headLatency === null
      ? []
      : [
          [
            'Align and classify one case, median and 95th percentile',
            `${english.milliseconds(costs.headLatency.median)}, ${english.milliseconds(costs.headLatency.p95)}`,
          ],
        ]),
  ];
}
