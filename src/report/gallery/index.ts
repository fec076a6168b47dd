/**
 * Gallery: knows which test cases of a finished run were scored worst and finds their pictures and
 * records in the plan's data set. It knows nothing of how they are shown, and keeps no picture.
 */
export type { Gallery, GalleryCase, GalleryGap, GalleryPicture } from './gallery.ts';
export { mostCases, readGallery } from './read-gallery.ts';
