import type { FetchRecipe } from '../recipe.ts';

/**
 * Sets whose files lie at addresses that could not be verified, behind a form or at a host that offers
 * no checksums. Nothing is guessed: a person downloads them.
 */
export const recipes5k: FetchRecipe = {
  set: 'recipes5k',
  title: 'Recipes5k: pictures of dishes with their ingredients',
  home: 'http://www.ub.edu/cvub/recipes5k/',
  terms: 'its archive states no licence; pictures and recipes belong to their authors',
  citation:
    'Bolaños M, Ferrà A, Radeva P. Food Ingredients Recognition through Multi-label Learning. ICIAP Workshops 2017, arXiv 1707.08816',
  sources: [],
  byHand:
    'download Recipes5k.zip from its page and unpack it, so that the root holds annotations/ and images/',
};

export const cocoQa: FetchRecipe = {
  set: 'coco-qa',
  title: 'COCO-QA: questions about pictures of COCO',
  home: 'https://www.cs.toronto.edu/~mren/research/imageqa/data/cocoqa/',
  terms:
    'its questions come without a licence; the pictures of COCO belong to their photographers and are used under the terms of Flickr',
  citation:
    'Ren M, Kiros R, Zemel R. Exploring Models and Data for Image Question Answering. NIPS 2015, arXiv 1505.02074',
  sources: [],
  byHand:
    'download the questions from its page, so that the root holds train/ and test/, and the pictures of COCO from https://cocodataset.org/',
};

export const daquar: FetchRecipe = {
  set: 'daquar',
  title: 'DAQUAR: questions about pictures of rooms',
  home: 'https://www.mpi-inf.mpg.de/departments/computer-vision-and-machine-learning/research/vision-and-language/visual-turing-challenge',
  terms: 'its files state no licence; the pictures are those of NYU-Depth V2',
  citation:
    'Malinowski M, Fritz M. A Multi-World Approach to Question Answering about Real-World Scenes based on Uncertain Input. NIPS 2014, arXiv 1410.0210',
  sources: [],
  byHand:
    'download the pictures and qa.894.raw.train.txt and qa.894.raw.test.txt from its page into the root',
};

export const fakeddit: FetchRecipe = {
  set: 'fakeddit',
  title: 'Fakeddit: posts of Reddit, by how true they are',
  home: 'https://github.com/entitize/Fakeddit',
  terms:
    'its page states no licence; posts and pictures belong to those who posted them, under the terms of Reddit',
  citation:
    'Nakamura K, Levy S, Wang WY. r/Fakeddit: A New Multimodal Benchmark Dataset for Fine-grained Fake News Detection. LREC 2020, arXiv 1911.03854',
  sources: [],
  byHand:
    'download the tables of multimodal_only_samples and the pictures by the links on its page, which lead to Google Drive, into the root',
};
