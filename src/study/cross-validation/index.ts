/**
 * Cross-validation: knows how a plan's grid is trained over grouped folds, what its cells and its
 * whole selection come to in them, and how sure a mean over overlapping training sets is. It knows
 * nothing of how vectors are made, of one split's figures or of pages.
 */
export { crossValidate } from './cross-validation.ts';
export { crossValidationFile, studyCrossValidation } from './study.ts';
