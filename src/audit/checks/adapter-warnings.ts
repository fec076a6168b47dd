import type { AuditCheck, CheckOutcome } from '../check.ts';
import { rowList } from '../row-list.ts';
import type { Subject } from '../subject.ts';
import { many } from '../wording.ts';

/** What the adapter said, and whether labels were fitted on rows that train. */
export const adapterWarnings: AuditCheck = { name: 'warnings of the adapter', run };

const remedies: Readonly<Record<string, string>> = {
  'leaking-field': 'leave the field out of text.fields',
  'identifier-in-text': 'leave the column out of text.fields',
  'mixed-column': 'say with types how the column is to be read, or mend its cells',
  'group-missing': 'fill in the groups, or leave the rows out',
};

function run({ dataset, options }: Subject): CheckOutcome {
  return {
    findings: dataset.warnings.map(({ code, message }) => ({
      code: 'warning-of-adapter' as const,
      severity: code === 'leaking-field' ? ('serious' as const) : ('caution' as const),
      about: code,
      title: `The adapter warns: ${code.replaceAll('-', ' ')}`,
      evidence: `${message}.`,
      rows: rowList(dataset, [], options.rowsListed),
      remedy: remedies[code] ?? 'see what the adapter says of it in docs/data.md',
    })),
    looked: many(dataset.warnings.length, 'warning'),
  };
}
