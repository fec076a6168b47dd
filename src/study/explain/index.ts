/**
 * Explain: knows what the predictions of a fitted cell come from: what each modality and each field
 * of the record contributes, which patches of a picture matter, which training cases are near. It
 * knows nothing of training, of choices or of pages, and chooses nothing.
 */
export { checkAskedCases } from './asked-cases.ts';
export { explainStudy } from './explanations.ts';
export { explainPlan } from './plan-schema.ts';
