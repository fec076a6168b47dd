import type { FetchRecipe } from '../recipe.ts';

const pictures = /(?:^|\/)(ISIC_\d{7}\.jpg)$/;

/** Version 4 names its archives `HAM10000_images_part_1.zip`; its own description, `…_part1.zip`. */
export const ham10000: FetchRecipe = {
  set: 'ham10000',
  title: 'HAM10000: 10,015 dermatoscopic photographs of pigmented skin lesions',
  home: 'https://doi.org/10.7910/DVN/DBW86T',
  terms: 'CC BY-NC 4.0: no commercial use, and its authors must be named',
  citation:
    'Tschandl P, Rosendahl C, Kittler H. The HAM10000 dataset, a large collection of multi-source dermatoscopic images of common pigmented skin lesions. Scientific Data 5:180161, 2018',
  sources: [
    {
      kind: 'dataverse',
      doi: 'doi:10.7910/DVN/DBW86T',
      files: [
        { label: /^HAM10000_metadata(\.(tab|csv))?$/, path: 'HAM10000_metadata.csv' },
        ...[1, 2].map(part => ({
          label: new RegExp(`^HAM10000_images_part_?${part}\\.zip$`),
          path: `HAM10000_images_part_${part}.zip`,
          archive: { folder: `HAM10000_images_part_${part}`, entries: pictures },
        })),
      ],
    },
  ],
  byHand: null,
};
