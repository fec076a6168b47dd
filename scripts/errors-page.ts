import { errorCodes } from '../src/errors/index.ts';

/** The page that lists every error code. */
export function errorsPage(): string {
  const rows = Object.entries(errorCodes).map(([code, meaning]) => `| \`${code}\` | ${meaning} |`);
  return `# Error codes

Every error says what was found, what was expected, how to mend it, and one of these codes, which never change their meaning. A wrong command or plan ends with exit code 2, everything else that fails with 1. \`MINGA_TRACE=1\` adds the stack trace.

| code | meaning |
|---|---|
${rows.join('\n')}
`;
}
