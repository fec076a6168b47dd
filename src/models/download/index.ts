/**
 * The download: knows how a hub is asked and which files of a repository a model needs. It knows nothing of what the files mean.
 */
export {
  type PullEvent,
  type PulledModel,
  type PullListener,
  type PullOptions,
  pullModel,
} from './pull-model.ts';
