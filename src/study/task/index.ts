/**
 * Task: knows what heads learn of a data set (one class, several labels, a number), which figures
 * tell how well, and which parts of a study make sense for it. It knows nothing of how heads are
 * trained or how pages are written.
 */
export { describeTask, learnsClasses } from './describe.ts';
export { refuseForTask, requireClasses } from './refusals.ts';
export { resampleRows } from './resampling.ts';
export { selectOf, taskMetrics } from './select.ts';
export { studyTask } from './study-task.ts';
export { type TargetedParts, targetsOf, withTargets } from './targets.ts';
