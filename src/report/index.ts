// An `AuditReport` as text: for a terminal, as Markdown, as JSON, and its cells and lineage opened.
// Enters: the report and the lineage. Leaves: strings, the same for the same input.
// Refuses to pass on a character that moves a cursor, hides or reorders text: every name is hostile.
export { markAgainst } from './against.ts';
export { markBaseline } from './baseline.ts';
export { logSafe, printable, printableJson } from './escape.ts';
export { renderExplain } from './explain.ts';
export { renderJson, renderJsonl } from './json.ts';
export { renderLate } from './late.ts';
export { renderDecisionRecord, renderDispositions, renderDispositionsJson, renderReview } from './late-decisions.ts';
export { renderLineage, type LineageFormat } from './lineage.ts';
export { renderMarkdown } from './markdown.ts';
export { renderRecipes, renderRecipesJson, renderRecipesMarkdown } from './recipes.ts';
export { shortName } from './short-name.ts';
export { audiences, failingIn, severities, settledIn, type FailOn } from './settled.ts';
export { painter, type Paint } from './style.ts';
export { renderTerminal } from './terminal.ts';
export { titlesOf } from './titles.ts';
export { columns, shellWord, surfaceTitle } from './words.ts';
