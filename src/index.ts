/**
 * Minga: the whole public API in one place. Each capability is also a sub-path of its own
 * (`minga/align`, `minga/fuse`, …), so that a page or a phone takes only what it needs.
 */
export * from './align/index.ts';
// The report's findings, which are sentences, are those of minga/report.
export type { Finding } from './audit/index.ts';
export * from './audit/index.ts';
export * from './data/index.ts';
export * from './encode/index.ts';
export * from './errors/index.ts';
export * from './evaluate/index.ts';
export * from './fuse/index.ts';
export * from './linear-algebra/index.ts';
export * from './report/index.ts';
export * from './runtime/index.ts';
export * from './store/index.ts';
export * from './study/index.ts';
export { Matrix, Random } from './tensor/index.ts';
