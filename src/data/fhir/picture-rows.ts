import { codingName, conceptName } from './concept.ts';
import { type FhirDay, fhirDay } from './fhir-day.ts';
import type { ImagingStudy, Media, Reference } from './resources.ts';

/** A picture of a patient, before anything is known of the patient. */
export interface PictureRow {
  readonly id: string;
  /** The name of its file; empty where the export has none. */
  readonly image: string;
  readonly subject: Reference | undefined;
  readonly day: FhirDay | null;
  readonly site: string | null;
  readonly modality: string | null;
  readonly bodySite: string | null;
  readonly laterality: string | null;
  readonly line: number;
  readonly place: string;
}

interface Found {
  readonly line: number;
  readonly place: string;
}

/** A photograph; null where the Media is a film, a sound or a document. */
export function mediaRow(media: Media, found: Found): PictureRow | null {
  const { content, createdPeriod } = media;
  const kind = content?.contentType;
  const picture = kind === undefined || kind.startsWith('image/') || kind === 'application/dicom';
  if (!picture || media.status === 'entered-in-error') return null;
  return {
    ...found,
    id: media.id,
    image: fileOf(content?.url) ?? content?.title ?? '',
    subject: media.subject,
    day: fhirDay(media.createdDateTime ?? createdPeriod?.start ?? media.issued),
    site: null,
    modality: conceptName(media.modality),
    bodySite: conceptName(media.bodySite),
    laterality: null,
  };
}

/**
 * The pictures of a study: the first instance of each series, or all.
 *
 * Files are looked for under their SOP instance UID, as picture archives name them.
 */
export function studyRows(
  study: ImagingStudy,
  instances: 'first' | 'all',
  found: Found,
): PictureRow[] {
  if (study.status === 'entered-in-error' || study.status === 'cancelled') return [];
  const rows = (study.series ?? []).flatMap(series => {
    const all = series.instance ?? [];
    const used = instances === 'all' ? all : all.slice(0, 1);
    return used.map(({ uid }) => ({
      ...found,
      image: uid.replace(/^urn:oid:/, ''),
      subject: study.subject,
      day: fhirDay(series.started ?? study.started),
      site: study.location?.display ?? study.location?.reference ?? null,
      modality: codingName(series.modality),
      bodySite: codingName(series.bodySite),
      laterality: codingName(series.laterality),
    }));
  });
  const only = rows.length === 1;
  return rows.map(row => ({ ...row, id: only ? study.id : `${study.id}/${row.image}` }));
}

/** `photos/p1.jpg` as it stands; of an address its last part. */
function fileOf(url: string | undefined): string | undefined {
  if (url === undefined || url === '') return undefined;
  const address = /^[a-z][a-z0-9+.-]*:/i.test(url) || /^Binary\//.test(url);
  const path = url.replace(/[?#].*$/, '');
  const name = address ? path.slice(path.lastIndexOf('/') + 1) : path;
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
