/** What makes a sentence no statement of how things are: denied, wished, asked, conditional, told of others or of the past. */
const unlessAsserted =
  /\?|\b(?:no|not|never|neither|nor|cannot|without|unsigned|lacks?|missing|if|unless|whether|until|once|when|will|would|should|shall|must|may|might|could|ought|want|wants|wish|hope|need|needs|plan|plans|planned|planning|propose[ds]?|proposal|proposed|todo|fixme|roadmap|soon|future|upcoming|eventually|wip|optional|optionally|example|examples|instance|suppose|assume|imagine|ideally|requires?|required|recommend(?:s|ed)?|consider|were|was|had been|used to|formerly|previously|before|prior|except|some|most|many|few|partly|partially|other than|only|instead|rather|either|third[- ]party|upstream|dependenc(?:y|ies)|they|their|he|she|your|yours|you|ensure|ensures|make sure|check that|verify that|confirm that|according to|claims?|supposed|allegedly|place|ability|able|support(?:s|ed)?|feature|capable)\b|n['’]t\b|\be\.g\.|(?<!\w)\?\?/i;

/** Whether a sentence, or the part of it up to what it states, says how things are. */
export function isAsserted(clause: string): boolean {
  return !unlessAsserted.test(clause);
}

const elsewhere =
  /(?:^|\/)(?:blog|_posts|news|rfcs?|keps?|enhancements?|proposals?|design(?:[-_](?:docs?|proposals?))?|postmortems?|tutorials?|examples?|templates?|research|meetings?|minutes|plans?|archive[ds]?)\/|(?:^|\/)(?:roadmap|todo|changelog|changes|history|news|releases?[-_ ]?notes?|proposal|contributing|governance|code[-_]of[-_]conduct|upgrading|migrat\w*)[^/]*$/i;

/** Whether a document by its path speaks of what is, and is no history, plan or frame for others. */
export function isOfToday(path: string): boolean {
  return !elsewhere.test(path);
}

const unsettled =
  /^[\s>*_|-]{0,10}(?:\*\*)?status(?:\*\*)?\s{0,3}[:|]\s{0,3}[*_|\s]{0,6}(?:proposed|rejected|superseded|deprecated|draft|withdrawn|pending|in discussion)\b/im;

/** Whether a record of a decision says that it is not in force. */
export function isUnsettled(text: string): boolean {
  return (
    unsettled.test(text.slice(0, 2_000)) ||
    /^#{1,3}\s*status\s*\n+\s*[*_]{0,3}(?:proposed|rejected|superseded|deprecated|draft|withdrawn)\b/im.test(text.slice(0, 3_000))
  );
}

/** Sections about what is meant to come, what others do, or what is asked of contributors. */
export function isSectionOfOthers(heading: readonly string[]): boolean {
  return heading.some((title) =>
    /\b(?:roadmap|future|planned|plans?|todo|proposal|alternatives?|options?|requirements?|goals?|motivation|background|context|problem|example|contribut|comparison|compared|related|acknowledg|faq|history|changelog|deprecated|legacy)/i.test(
      title.slice(0, 200),
    ),
  );
}
