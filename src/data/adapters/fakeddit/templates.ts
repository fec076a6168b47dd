import type { Language, TextTemplate } from '../../text/index.ts';

/** Titles stay in English, as they were posted. */
export const postTemplates: Readonly<Record<Language, TextTemplate>> = {
  en: {
    fields: {
      clean_title: { present: 'title: {}', missing: 'title not recorded' },
      title: { present: 'title as posted: {}', missing: 'title as posted not recorded' },
      subreddit: { present: 'posted to {}', missing: 'subreddit not recorded' },
      domain: { present: 'site {}', missing: 'site not recorded' },
      author: { present: 'author {}', missing: 'author not recorded' },
      num_comments: { present: '{} comments', one: '{} comment', missing: 'comments not recorded' },
      score: { present: 'score {}', missing: 'score not recorded' },
      upvote_ratio: { present: 'share of upvotes {}', missing: 'share of upvotes not recorded' },
    },
    sentences: sentences(),
  },
  es: {
    fields: {
      clean_title: { present: 'título: {}', missing: 'título: no consta' },
      title: { present: 'título original: {}', missing: 'título original: no consta' },
      subreddit: { present: 'publicado en {}', missing: 'foro: no consta' },
      domain: { present: 'sitio {}', missing: 'sitio: no consta' },
      author: { present: 'autor {}', missing: 'autor: no consta' },
      num_comments: {
        present: '{} comentarios',
        one: '{} comentario',
        missing: 'comentarios: no consta',
      },
      score: { present: 'puntuación {}', missing: 'puntuación: no consta' },
      upvote_ratio: {
        present: 'proporción de votos positivos {}',
        missing: 'proporción de votos positivos: no consta',
      },
    },
    sentences: sentences(),
  },
  pt: {
    fields: {
      clean_title: { present: 'título: {}', missing: 'título: não consta' },
      title: { present: 'título original: {}', missing: 'título original: não consta' },
      subreddit: { present: 'publicado em {}', missing: 'fórum: não consta' },
      domain: { present: 'site {}', missing: 'site: não consta' },
      author: { present: 'autor {}', missing: 'autor: não consta' },
      num_comments: {
        present: '{} comentários',
        one: '{} comentário',
        missing: 'comentários: não consta',
      },
      score: { present: 'pontuação {}', missing: 'pontuação: não consta' },
      upvote_ratio: {
        present: 'proporção de votos positivos {}',
        missing: 'proporção de votos positivos: não consta',
      },
    },
    sentences: sentences(),
  },
  fr: {
    fields: {
      clean_title: { present: 'titre : {}', missing: 'titre : donnée manquante' },
      title: { present: 'titre d’origine : {}', missing: 'titre d’origine : donnée manquante' },
      subreddit: { present: 'publié sur {}', missing: 'forum : donnée manquante' },
      domain: { present: 'site {}', missing: 'site : donnée manquante' },
      author: { present: 'auteur {}', missing: 'auteur : donnée manquante' },
      num_comments: {
        present: '{} commentaires',
        one: '{} commentaire',
        missing: 'commentaires : donnée manquante',
      },
      score: { present: 'score {}', missing: 'score : donnée manquante' },
      upvote_ratio: {
        present: 'part de votes positifs {}',
        missing: 'part de votes positifs : donnée manquante',
      },
    },
    sentences: sentences(),
  },
};

function sentences(): TextTemplate['sentences'] {
  const details = ['subreddit', 'domain', 'author', 'num_comments', 'score', 'upvote_ratio'];
  return [
    { frame: '{}.', fields: ['clean_title'] },
    { frame: '{}.', fields: ['title'] },
    { frame: '{}.', fields: details },
  ];
}
