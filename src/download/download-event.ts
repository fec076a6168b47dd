/** What a download says while it works; progress is counted in the stage's unit. */
export type DownloadEvent =
  | { readonly kind: 'stage'; readonly name: string; readonly unit: string; readonly total: number }
  | { readonly kind: 'progress'; readonly done: number }
  | { readonly kind: 'note'; readonly message: string };

export type DownloadListener = (event: DownloadEvent) => void;

/** Megabytes of 10⁶ bytes, to a tenth, never none: a bar of nothing cannot be drawn. */
export function megabytes(bytes: number): number {
  return Math.max(0.1, Math.round(bytes / 1e5) / 10);
}
