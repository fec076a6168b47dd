import type { Coding, Concept } from './resources.ts';

/** What a concept is called: its text, or the first display or code of its codings. */
export function conceptName(concept: Concept | undefined): string | null {
  const codings = concept?.coding ?? [];
  const display = codings.find(({ display }) => display !== undefined)?.display;
  const name = concept?.text ?? display ?? codings.find(({ code }) => code !== undefined)?.code;
  return name === undefined || name.trim() === '' ? null : name.trim();
}

/** What a single coding is called. */
export function codingName(coding: Coding | undefined): string | null {
  return coding?.display ?? coding?.code ?? null;
}

/** One key for a concept under which all who mean it write it: its first code with its system, else its text. */
export function conceptKey(concept: Concept): string | null {
  const coding = concept.coding?.find(({ code }) => code !== undefined);
  if (coding?.code !== undefined) return `${coding.system ?? ''}|${coding.code}`;
  return conceptName(concept);
}

/** Whether a plan's word means this concept: a code, `system|code`, a display or the text; case apart. */
export function means(concept: Concept, wanted: string): boolean {
  const word = wanted.toLowerCase();
  const names = (concept.coding ?? []).flatMap(({ system, code, display }) => [
    code,
    system === undefined ? undefined : `${system}|${code}`,
    display,
  ]);
  return [...names, concept.text].some(name => name?.toLowerCase() === word);
}
