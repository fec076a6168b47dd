import { expect, test } from 'vitest';
import { plannedReport, reportPlanSchema } from './report-plan.ts';

const planned = (report: unknown) => plannedReport(reportPlanSchema.parse(report), 'demo');

test('a report is the run’s folder alone, or says what its page is to be', () => {
  expect(plannedReport(undefined, 'demo')).toEqual({
    folder: 'runs/demo',
    language: 'en',
    gallery: 0,
  });
  expect(planned('elsewhere')).toEqual({ folder: 'elsewhere', language: 'en', gallery: 0 });
  expect(planned({ language: 'es' })).toEqual({ folder: 'runs/demo', language: 'es', gallery: 0 });
  const whole = { folder: 'elsewhere', language: 'pt', gallery: 5 };
  expect(planned(whole)).toEqual(whole);
});

test('a language that is not spoken, a gallery below none and a word too many are refused', () => {
  for (const wrong of ['', { language: 'fr' }, { gallery: -1 }, { galery: 3 }]) {
    expect(() => planned(wrong)).toThrow();
  }
});
