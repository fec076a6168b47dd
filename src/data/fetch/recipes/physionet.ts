import type { FetchRecipe } from '../recipe.ts';

const credentialed =
  'PhysioNet Credentialed Health Data License 1.5.0: a credentialed account, training and a signed data use agreement; it may be passed on to nobody';

/** The paper used version 1.0.0; 1.0.1 and 1.0.2 are named elsewhere. */
export const brset: FetchRecipe = {
  set: 'brset',
  title: 'BRSET: 16,266 photographs of the retina, from Brazil',
  home: 'https://physionet.org/content/brazilian-ophthalmological/',
  terms: credentialed,
  citation:
    'Nakayama LF, Restrepo D, Matos J, et al. BRSET: a Brazilian Multilabel Ophthalmological Dataset of retina fundus photos. PLOS Digital Health 3(7):e0000454, 2024',
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

export const mbrset: FetchRecipe = {
  set: 'mbrset',
  title: 'mBRSET: 5,164 photographs of the retina by a hand-held camera, from Brazil',
  home: 'https://physionet.org/content/mbrset/',
  terms: credentialed,
  citation:
    'Wu C, Restrepo D, Nakayama LF, et al. A portable retina fundus photos dataset for clinical, demographic, and diabetic retinopathy prediction. Scientific Data 12, 2025, doi:10.1038/s41597-025-04627-3',
  sources: [{ kind: 'physionet', slug: 'mbrset', version: '1.0', access: 'credentialed' }],
  byHand: null,
};

export const satellitebench: FetchRecipe = {
  set: 'satellitebench',
  title: 'SatelliteBench: weekly satellite pictures of Colombian municipalities, with dengue cases',
  home: 'https://physionet.org/content/multimodal-satellite-data/',
  terms: 'open access at PhysioNet; the licence file that comes with it says what it asks for',
  citation:
    'Cajas SA, Restrepo D, Moukheiber D, et al. A Multi-Modal Satellite Imagery Dataset for Public Health Analysis in Colombia (version 1.0.0). PhysioNet, 2024, doi:10.13026/xr5s-xe24',
  sources: [
    { kind: 'physionet', slug: 'multimodal-satellite-data', version: '1.0.0', access: 'open' },
  ],
  byHand: null,
};

/** The pictures and labels are one project, the reports are in an archive of another. */
export const mimicCxr: FetchRecipe = {
  set: 'mimic-cxr',
  title: 'MIMIC-CXR: 377,110 chest radiographs as JPEG, with labels and reports',
  home: 'https://physionet.org/content/mimic-cxr-jpg/',
  terms: `${credentialed}; both mimic-cxr-jpg and mimic-cxr must be signed for`,
  citation:
    'Johnson A, Lungren M, Peng Y, et al. MIMIC-CXR-JPG - chest radiographs with structured labels (version 2.1.0). PhysioNet, 2024, doi:10.13026/jsn5-t979; and Johnson AEW, Pollard TJ, Berkowitz SJ, et al. MIMIC-CXR. Scientific Data 6:317, 2019',
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
