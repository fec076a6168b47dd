/**
 * SatelliteBench: knows the files, weeks, thresholds and words of the multi-modal satellite data set
 * of Colombian towns. It knows nothing of how a declared set is loaded.
 */
export { satelliteBench } from './declaration.ts';
