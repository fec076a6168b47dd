import { brset } from './brset/index.ts';
import { cocoQa } from './coco-qa/index.ts';
import { daquar } from './daquar/index.ts';
import { fakeddit } from './fakeddit/index.ts';
import { ham10000 } from './ham10000/index.ts';
import { mbrset } from './mbrset/index.ts';
import { mimicCxr } from './mimic-cxr/index.ts';
import { recipes5k } from './recipes5k/index.ts';
import { satelliteBench } from './satellitebench/index.ts';

/** Every declared data set, in the order in which they are told. */
export const declarations = [
  brset,
  mbrset,
  ham10000,
  satelliteBench,
  mimicCxr,
  recipes5k,
  cocoQa,
  daquar,
  fakeddit,
] as const;
