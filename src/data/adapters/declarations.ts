import { brset } from './brset/index.ts';
import { ham10000 } from './ham10000/index.ts';
import { mbrset } from './mbrset/index.ts';
import { satelliteBench } from './satellitebench/index.ts';

/** Every declared data set, in the order in which they are told. */
export const declarations = [brset, mbrset, ham10000, satelliteBench] as const;
