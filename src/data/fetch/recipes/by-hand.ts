import type { FetchRoute } from '../recipe.ts';

/**
 * Sets whose files lie at addresses that could not be verified, behind a form or at a host that offers
 * no checksums. Nothing is guessed: a person downloads them.
 */
export const recipes5k: FetchRoute = {
  sources: [],
  byHand:
    'download Recipes5k.zip from its page and unpack it, so that the root holds annotations/ and images/',
};

export const cocoQa: FetchRoute = {
  sources: [],
  byHand:
    'download the questions from its page, so that the root holds train/ and test/, and the pictures of COCO from https://cocodataset.org/',
};

export const daquar: FetchRoute = {
  sources: [],
  byHand:
    'download the pictures and qa.894.raw.train.txt and qa.894.raw.test.txt from its page into the root',
};

export const fakeddit: FetchRoute = {
  sources: [],
  byHand:
    'download the tables of multimodal_only_samples and the pictures by the links on its page, which lead to Google Drive, into the root',
};
