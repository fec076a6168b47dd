/**
 * Guess: knows what probably lies in a folder that nobody has described: tables, folders of pictures,
 * exports, and which column of a table plays which part, each with the reason. It decides nothing; a
 * person reads the plan that is written from it.
 */
export { type FolderKind, guessFolder } from './folder-kind.ts';
export { type FolderSurvey, type PictureFolder, surveyFolder } from './folder-survey.ts';
export { guessRoles, type RoleGuess, type RoleGuesses } from './role-guess.ts';
