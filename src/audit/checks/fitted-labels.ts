import { splitParts } from '../../data/index.ts';
import type { AuditCheck, CheckOutcome } from '../check.ts';
import { rowList } from '../row-list.ts';
import type { Subject } from '../subject.ts';
import { many } from '../wording.ts';

/** Whether a label rule with fitted thresholds learnt from rows that test. */
export const fittedLabels: AuditCheck = { name: 'what labels were fitted on', run };

function run({ dataset, parts, options }: Subject): CheckOutcome {
  const fittedOn = dataset.labelsFittedOn;
  if (fittedOn === null) {
    return { findings: [], looked: `the label is ${dataset.labelRule}; nothing is fitted for it` };
  }
  const looked = `${dataset.labelRule}, fitted on ${many(fittedOn.length, 'sample')}`;
  if (parts === null) return { findings: [], looked, notChecked: 'the data are in no parts yet' };
  const train = splitParts.indexOf('train');
  const outside = fittedOn.filter(i => parts.of[i] !== train);
  if (outside.length === 0) return { findings: [], looked };
  return {
    findings: [
      {
        code: 'labels-fitted-outside-training',
        severity: 'serious',
        about: dataset.labelRule,
        title: 'The rule for the labels was fitted on rows that do not train',
        evidence: `${many(outside.length, 'sample')} of ${many(fittedOn.length, 'sample')} that “${dataset.labelRule}” was fitted on are in validation or test: what a label is there depends on what is tested.`,
        rows: rowList(dataset, outside, options.rowsListed),
        remedy:
          'split so that those rows train, for example by time, or fit the rule on fewer rows',
      },
    ],
    looked,
  };
}
