// The forms that a plain audit does not need, loaded when one is asked for.
// Enters: a report with what it was made of. Leaves: strings, the same for the same input.
// Refuses to let a name of the audited repository be read as anything but text.
import { renderGithub } from './github.ts';
import { renderHtml } from './html/page.ts';
import { renderSarif } from './sarif.ts';
import { renderSummary } from './summary.ts';
import type { LateFormat, LateInput } from './input.ts';

/** What writes each form. */
export const renderers: Readonly<Record<LateFormat, (input: LateInput) => string>> = {
  sarif: renderSarif,
  html: renderHtml,
  github: renderGithub,
  summary: renderSummary,
};
