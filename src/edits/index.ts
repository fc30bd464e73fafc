// Edits: what would mend a finding, one fixer for each sort of fault.
// Enters: a finding, and what the rules were asked with. Leaves: splices of texts with a title, or why there are none.
// Applies nothing; that an edit mends what it should is proved elsewhere.
export { Ask } from './ask.ts';
export { compares, hasFixer, leftBy, proposeFix } from './propose.ts';
export { isNo } from './proposal.ts';
export { conditionSourceOf, needsOf } from './jobs.ts';
export { whyUnread } from './why-unread.ts';
export { saysPublicLog } from './public-log.ts';
