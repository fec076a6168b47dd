import type { FetchRoute } from '../recipe.ts';

const pictures = /(?:^|\/)(ISIC_\d{7}\.jpg)$/;

/** Version 4 names its archives `HAM10000_images_part_1.zip`; its own description, `…_part1.zip`. */
export const ham10000: FetchRoute = {
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
