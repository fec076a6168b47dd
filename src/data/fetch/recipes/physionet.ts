import type { FetchRoute } from '../recipe.ts';

/** The paper used version 1.0.0; 1.0.1 and 1.0.2 are named elsewhere. */
export const brset: FetchRoute = {
  sources: [
    {
      kind: 'physionet',
      slug: 'brazilian-ophthalmological',
      version: '1.0.0',
      access: 'credentialed',
    },
  ],
  byHand: null,
};

export const mbrset: FetchRoute = {
  sources: [{ kind: 'physionet', slug: 'mbrset', version: '1.0', access: 'credentialed' }],
  byHand: null,
};

export const satellitebench: FetchRoute = {
  sources: [
    { kind: 'physionet', slug: 'multimodal-satellite-data', version: '1.0.0', access: 'open' },
  ],
  byHand: null,
};

/** The pictures and labels are one project, the reports are in an archive of another. */
export const mimicCxr: FetchRoute = {
  sources: [
    { kind: 'physionet', slug: 'mimic-cxr-jpg', version: '2.1.0', access: 'credentialed' },
    {
      kind: 'physionet',
      slug: 'mimic-cxr',
      version: '2.1.0',
      access: 'credentialed',
      only: ['mimic-cxr-reports.zip'],
      archives: new Map([
        [
          'mimic-cxr-reports.zip',
          {
            folder: 'reports',
            entries: /^(?:mimic-cxr-reports\/)?(files\/p\d+\/p\d+\/s\d+\.txt)$/,
          },
        ],
      ]),
    },
  ],
  byHand: null,
};
