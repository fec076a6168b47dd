/**
 * Download: knows how files are had whole over a bad line: from where an earlier try stopped, hashed
 * while they come, with passwords kept from other hosts, and put in place only when they are right.
 * It knows nothing of models, data sets or what the files mean.
 */
export {
  addFile,
  type ContentCheck,
  contentCheck,
  type DigestAlgorithm,
  digestLength,
  type Expected,
} from './content-check.ts';
export { bytesThere, checkRoom } from './disk-space.ts';
export { type DownloadEvent, type DownloadListener, megabytes } from './download-event.ts';
export { type Downloaded, downloadFile, type RemoteFile, type Wanted } from './download-file.ts';
export type { Environment } from './environment.ts';
export { fileSha256 } from './file-hash.ts';
export { inLanes } from './lanes.ts';
export { askJson, askText, type Fetched } from './listing.ts';
export { offlineSwitch } from './offline-switch.ts';
export { type Patience, patienceDefaults } from './patience.ts';
export { type Answer, ask, type Line, type Refusal, type Server } from './request.ts';
export { withRetries } from './retries.ts';
export { isSafePath } from './safe-path.ts';
export { isThisMachine, keepsSecrets, serverAddress } from './server-address.ts';
export { StatusFault } from './status-fault.ts';
export { TransientFault } from './transient-fault.ts';
