// Applies edits that mend findings to a checkout held in memory, audits it again, and proves that nothing else became worse.
// Enters: files and the audit of them. Leaves: a plan: what is mended by which edits, what is refused and why.
// Writes nothing itself; what cannot be proved is refused, never tried on the disk.
export { planFixes } from './plan.ts';
export type { FixPlan, MendedFix, RefusedFix } from './plan.ts';
