import type { HeadingPath } from './blocks.ts';

const releaser = String.raw`(?:(?:project |release |repository )?maintainers?|release (?:managers?|engineers?|shepherds?|stewards?)|committers?)`;
const future = String.raw`(?:a|an|the|one of the|some) (?:future|coming|upcoming|next) (?:major |minor )?(?:releases?|versions?)`;

/**
 * Prose that takes back the command below it: it is gone, only planned, or not for those who download. Each form stands
 * with words of which one is in whatever has that form: compiling all of them takes longer than reading most documents.
 */
const takenBack: readonly (readonly [readonly string[], RegExp])[] = [
  [
    ['no longer work', ' use'],
    /\b(?:no longer works?|(?:do not|don't|never) use(?: (?:this|it|the following|these|that)(?: command)?(?: any ?more)?)?)[^.\w]{0,3}$|\bno longer works?\b[^.]{0,60}[:.]?\s*$/i,
  ],
  // What is only planned: the sentence before the command says it, or the one before that, which a look ahead follows.
  [
    [' yet '],
    /\b(?:is|are|does|do|was|were)(?: not|n't) yet (?:\w+ ){0,2}(?:published|signed|attested|available|supported|implemented|work|made|uploaded)\b[^.;,]{0,20}(?:\.\s+(?:in the future|later|once|when|then|until)\b[^.]{0,80})?[:.]?\s*$/i,
  ],
  [[' work'], /\b(?:this|it|the command|the commands)(?: below)? (?:does|do|will)(?: not|n't) (?:yet )?work(?: yet)?\b[^.]{0,60}[:.]?\s*$/i],
  [['coming soon'], /\bcoming soon\b[^.]{0,100}[:.]?\s*$/i],
  [['future', 'coming', 'next'], new RegExp(String.raw`\b(?:in|from|starting with|with) ${future}\b[^.]{0,100}[:.]?\s*$`, 'i')],
  [['plan'], /\b(?:(?:is|are) planned|plan(?:s|ned)? to (?:sign|publish|attest|support|let|allow))\b[^.]{0,80}[:.]?\s*$/i],
  // What an entry of a history says is gone.
  [['replaced', 'removed', 'dropped'], /\b(?:replaced|removed|dropped)[^.\w]{0,3}$/i],
  // What holds for old releases alone.
  [
    ['up to ', 'prior to ', 'older than ', 'earlier than '],
    /\b(?:up to|prior to|older than|earlier than) (?:and including )?(?:versions? |releases? )?v?\d[\w.]*\b(?! (?:is|are|comes|has|gets|files|items)\b)[^.,;\n]{0,40}:\s*$/i,
  ],
  // What somebody proposes.
  [['propose', 'suggest'], /\b(?:we|i|this (?:document|proposal|adr|rfc|record)) (?:propose|suggest)s? (?:that|to|adding)\b[^.]{0,120}[:.]?\s*$/i],
  // Steps of those who make the release.
  [
    ['maintainer', 'manager', 'engineer', 'shepherd', 'steward', 'committer'],
    new RegExp(
      String.raw`(?:^|[.:!?]\s+)(?:the |our |a )?${releaser} (?:(?:must|should|can|will|always|also|then|have to|need to) ){0,2}(?:run|check|verify|execute|test)s?\b[^.]{0,100}[:.]?\s*$`,
      'i',
    ),
  ],
  [
    [
      'before releas',
      ...['every', 'each', 'a', 'the', 'any', 'our', 'new', 'making', 'cutting', 'publishing', 'tagging', 'doing'].map((word) => `before ${word} `),
    ],
    /(?:^|[.:!?]\s+)before (?:(?:every|each|a|the|any|our|new|making|cutting|publishing|tagging|doing) ){0,3}releas(?:e|es|ing),[^.]{0,100}[:.]?\s*$/i,
  ],
  [
    ['before publishing', 'before promoting', 'before undrafting'],
    /(?:^|[.:!?]\s+)before (?:publishing|promoting|undrafting) (?:the |a )?(?:draft|release)\b[^.]{0,100}[:.]?\s*$/i,
  ],
];

/** Whether a paragraph takes back the command that follows it. */
export function takesBack(paragraph: string): boolean {
  const end = paragraph.slice(-500);
  const lower = end.toLowerCase();
  return takenBack.some(([words, form]) => words.some((word) => lower.includes(word)) && form.test(end));
}

const notForReaders = new RegExp(
  String.raw`\bdeprecated\b|\bobsolete\b|\bno longer (?:signed|published|attested|supported|works?|valid|used)\b|\bcoming soon\b|\(planned\)|\bnot yet (?:available|implemented|supported)\b|\bfor (?:the )?${releaser}\b|^${releaser}(?:['’]s?)? (?:only|notes|guide|tasks|documentation)\b`,
  'i',
);

/** One of these is in whatever is set apart. */
const hintsOfSetApart = /deprecated|obsolete|no longer|soon|planned|not yet|maintainer|manager|engineer|shepherd|steward|committer/i;

/** Whether a section is about what is gone or not there yet, or for those who make the release. */
export function isSetApart(heading: HeadingPath): boolean {
  return heading.some((title) => hintsOfSetApart.test(title) && notForReaders.test(title.slice(0, 200)));
}

/** Whether a document is by its name or folder for the project's maintainers, or a form or frame that others fill in: what it shows is no advice to a stranger. */
export function isForMaintainers(path: string): boolean {
  return notForDownloaders.test(path);
}

const notForDownloaders =
  /(?:^|\/)(?:for[-_])?maintain(?:ers?|ing)(?:[-_](?:docs?|guide|notes))?\/|(?:^|\/)maintain(?:ing|er[-_]guide)\.\w+$|(?:^|\/)(?:\.github|docs?)?\/?(?:pull|merge)_request_template(?:\/|\.\w+$)|(?:^|\/)\.?(?:issue_template|cookiecutter|boilerplates?|scaffold(?:s|ing)?|skeletons?)\//i;

const records =
  /(?:^|\/)(?:adrs?|decisions?|decision[-_]records?|architecture[-_]decisions?|proposals?|rfcs?|keps?|enhancements?|design[-_](?:docs?|proposals?)|postmortems?)\//i;

/** Why a section is no advice to a stranger, although it is about this project: what it shows is listed, and does not count as a recipe by itself. */
export function reservedFor(path: string, heading: HeadingPath): string | undefined {
  if (records.test(path)) return 'it stands in a record of what was decided or proposed, not in a document for those who download';
  return isForDevelopers(path, heading) ? 'it stands in a guide for those who make the release' : undefined;
}

const developers = /(?:^|\/)(?:hacking|releasing|release[-_](?:process|checklist|procedure)|runbook)\.\w+$|(?:^|\/)(?:internals?|runbooks?)\/[^/]+$/i;
const forReaders =
  /\bverif|\bdownload|\bconsum|\busers?\b|\bcheck(?:ing)? (?:a|the|your|signatures?|releases?|artifacts?|images?)\b|\bsignatures?\b|\binstall/i;

/** Whether a section stands in a document for those who work on the project, and no title says that others are to verify. */
function isForDevelopers(path: string, heading: HeadingPath): boolean {
  return developers.test(path) && !heading.some((title) => forReaders.test(title.slice(0, 200)));
}
