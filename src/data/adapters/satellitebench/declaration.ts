import type { DatasetDeclaration, LabelRule } from '../declaration.ts';
import { writeSatelliteBench } from './example.ts';
import { satelliteBenchFields } from './fields.ts';
import { satelliteBenchOptions } from './options.ts';
import { readSatelliteBench } from './read.ts';
import { satelliteBenchTemplates } from './templates.ts';

/** SatelliteBench: a satellite picture of a Colombian town each week, and its cases of dengue. */
export const satelliteBench: DatasetDeclaration<'satellitebench'> = {
  name: 'satellitebench',
  title: 'SatelliteBench: weekly satellite pictures of Colombian towns and dengue, by town',
  about: {
    home: 'https://physionet.org/content/multimodal-satellite-data/1.0.0/',
    terms: 'open access at PhysioNet; its page names the licence',
    citation:
      'Cajas SA, Restrepo D, Moukheiber D, et al. A multi-modal satellite imagery dataset for public health analysis in Colombia (version 1.0.0). PhysioNet, 2024. doi:10.13026/xr5s-xe24',
    paperProtocol: [
      'Its labels come from the median of all weeks of a town, those to be tested among them.',
      'Its three classes are bins of quantiles that are cut a second time at the medians of the bins, so they are not thirds.',
      'It splits the weeks at random, 60 to 20 to 20: neighbouring weeks of a town are on both sides.',
      'Its text template names the label; a notebook replaces those words by the name of the town and the date afterwards.',
      'It takes the bands 2, 3, 4 in this order, so red and blue are exchanged.',
    ],
  },
  options: satelliteBenchOptions,
  read: readSatelliteBench,
  folders: root => [root],
  roles: {
    id: 'id',
    image: 'image',
    group: 'Municipality code',
    time: 'date',
    site: 'Municipality',
    part: 'part',
  },
  fields: satelliteBenchFields,
  labels: {
    'above-median': madeLabel(
      'above-median',
      'above median where the cases of the week exceed the median of the town over its training weeks',
    ),
    terciles: madeLabel(
      'terciles',
      'low, middle or high by the thirds of the town over its training weeks',
    ),
    cases: {
      kind: 'number',
      target: 'cases',
      rule: 'the cases of dengue of the week, a number',
      columns: ['cases'],
      of: ([cell]) => {
        const cases = cell === '' ? Number.NaN : Number(cell);
        return Number.isFinite(cases) ? cases : null;
      },
    },
  },
  defaultLabel: 'above-median',
  templates: satelliteBenchTemplates,
  example: writeSatelliteBench,
};

/** A label that `read` has made already, because it depends on other rows. */
function madeLabel(column: string, rule: string): LabelRule {
  return {
    kind: 'class',
    rule,
    columns: [column],
    fittedOn: 'fitted',
    of: ([cell]) => (cell === '' ? null : cell),
  };
}
