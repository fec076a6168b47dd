import type { LabelRule } from './declaration.ts';
import { grade } from './mend.ts';

/**
 * The paper's two labels of diabetic retinopathy, from a grade of the International Clinical Diabetic
 * Retinopathy scale (0 none, 1–3 non-proliferative, 4 proliferative).
 *
 * @param column that holds the grade
 */
export function retinopathyLabels(column: string): Readonly<Record<'DR_2' | 'DR_3', LabelRule>> {
  return {
    DR_2: {
      kind: 'class',
      rule: `retinopathy where ${column} is above 0, else none; a row without a grade 0–4 has no label`,
      columns: [column],
      of: ([cell]) => {
        const found = grade(cell, 4);
        if (found === null) return null;
        return found > 0 ? 'retinopathy' : 'none';
      },
    },
    DR_3: {
      kind: 'class',
      rule: `none where ${column} is 0, non-proliferative where it is 1–3, proliferative where it is 4; a row without a grade 0–4 has no label`,
      columns: [column],
      of: ([cell]) => {
        const found = grade(cell, 4);
        if (found === null) return null;
        if (found === 0) return 'none';
        return found === 4 ? 'proliferative' : 'non-proliferative';
      },
    },
  };
}
