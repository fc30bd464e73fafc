import type { FileTree, Span } from '../base/index.ts';
import { LineIndex } from '../base/index.ts';
import type { Block, HeadingPath } from './blocks.ts';
import { documentPaths } from './document-paths.ts';
import { inlineCode } from './inline-code.ts';
import { linesOf } from './lines-of.ts';
import { isShellLanguage, logicalLines, proseLines } from './logical-lines.ts';
import type { LogicalLine } from './logical-lines.ts';
import { formatOf, readDocument } from './read-document.ts';
import { matchStep } from './release-commands.ts';
import type { StepKind } from './release-commands.ts';
import { sentencesOf } from './sentences.ts';
import { shellWords } from './shell-words.ts';
import { simpleCommands } from './simple-commands.ts';
import { spanOf } from './source-text.ts';
import type { SourceText } from './source-text.ts';

/** A step of a release that a document tells a person to do; a sentence that says whether tags are signed is a `tag` without words. */
export interface ManualStep {
  readonly kind: StepKind;
  /** The program (`git`, `twine`); empty for a sentence. */
  readonly tool: string;
  /** The command, or the sentence. */
  readonly command: string;
  readonly words: readonly string[];
  /** Where it publishes to: `npm`, `pypi`, `crates`, `image`, `github`, … */
  readonly index: string | undefined;
  /** For a tag: whether the command signs it, or the sentence says so. False for every other step. */
  readonly signed: boolean;
  /** `automation` when the text around it says that a workflow or bot does it. */
  readonly doneBy: 'person' | 'automation';
  readonly file: string;
  readonly span: Span;
  readonly heading: HeadingPath;
}

const maxSteps = 500;
const rootName =
  /^(?:releas(?:e|es|ing)|publish(?:ing)?|maintain(?:ers|ing|er)?|contributing|hacking|develop(?:ment|ing|ers?)|runbook|release(?:process|procedure|guide|checklist|instructions))(?![a-z])/i;
const docsName =
  /^(?:(?:how|to|making|cutting|doing|creating|make|cut|do|the|a|new)[-_]){0,4}(?:releas(?:e|es|ing)|maintain(?:ers|ing|er)?|runbook|contributing)(?![a-z])|^polic(?:y|ies)(?![a-z])|checklist/i;
const notesName = /^(?:changelog|news|history|releases|release[-_]?notes?)(?![a-z])/i;
const trace = /\bgit\b|publish|upload|\bpush\b|\bsign|\bgpg|release|deploy|\bnp\b|minisign|sha\d*sum|shasum|md5sum|b[23]sum|\bko\b/i;
const automation =
  /\b(?:ci|github actions?|workflows?|automatic(?:ally)?|automated|bots?|pipeline|release-please|renovate|semantic-release|action (?:will|then|runs)|job (?:will|then|runs))\b/i;

/** Lists the documents that tell maintainers how to release: RELEASING, CONTRIBUTING, checklists in issue and pull request templates. */
export function runbookPaths(files: FileTree): readonly string[] {
  const templates = ['PULL_REQUEST_TEMPLATE', 'ISSUE_TEMPLATE', 'pull_request_template', 'issue_template'].flatMap((folder) =>
    files.folder(`.github/${folder}`).map((name) => `.github/${folder}/${name}`),
  );
  const documents = documentPaths(files).filter((path) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    if ((notesName.test(name) && !isProcedure(files, path)) || /\.ya?ml$/i.test(name) || /blog|_posts|notes|changelogs|(?:^|\/)releases$/i.test(folder))
      return false;
    return folder === '' || folder === '.github' ? rootName.test(name) : docsName.test(name) || /(?:^|\/)releas(?:e|ing)$/i.test(folder);
  });
  return [...new Set([...documents, ...templates.filter((path) => /releas|publish/i.test(path) || path.toLowerCase().includes('pull_request'))])];
}

/** A file called RELEASES whose beginning says that it tells how to release, not what was released, or that tells to make a tag. */
function isProcedure(files: FileTree, path: string): boolean {
  if (!/(^|\/)releases?\.\w+$/i.test(path)) return false;
  const read = files.read(path);
  if (read.kind !== 'text') return false;
  const start = read.text.slice(0, 2_000);
  return (
    /\bgit tag\s+(?:-[a-z]*[asmu][a-z]*\s|v?[\d.]*[<$XV{])/.test(read.text.slice(0, 20_000)) ||
    /^#+\s.*\bchecklist\b/im.test(start) ||
    /\breleas(e|ing) (procedure|process|guide|checklist|steps|instructions)\b|\bhow to (make|cut|do|create|publish|prepare)?\s*(a |an )?(new )?releas|\b(making|cutting|creating|preparing)\b.{0,20}\breleases?\b/i.test(
      start,
    )
  );
}

/**
 * Finds the steps of a release that a document gives as commands (`git tag -s`, `twine upload`, `npm publish`), and
 * sentences that say that tags are signed. Dry runs and listings are no steps.
 */
export function findManualSteps(path: string, text: string): readonly ManualStep[] {
  if (!trace.test(text)) return [];
  const finder = new StepFinder(path, text);
  for (const block of readDocument(path, text)) {
    if (finder.found.length >= maxSteps) break;
    finder.block(block);
  }
  return finder.found;
}

/** Finds the steps of a release among the commands of a script; comments are none. */
export function findScriptSteps(path: string, text: string): readonly ManualStep[] {
  if (!trace.test(text)) return [];
  const finder = new StepFinder(path, text);
  const lines = linesOf(text).filter((line) => !/^\s*#/.test(line.text));
  finder.block({ kind: 'code', language: 'sh', lines, heading: [] });
  return finder.found.slice(0, maxSteps);
}

class StepFinder {
  readonly found: ManualStep[] = [];
  readonly #path: string;
  readonly #lines: LineIndex;

  constructor(path: string, text: string) {
    this.#path = path;
    this.#lines = new LineIndex(path, text);
  }

  block(block: Block): void {
    if (block.kind === 'code') {
      if (!isShellLanguage(block.language)) return;
      for (const line of logicalLines(block)) this.#line(line, block.heading, '');
      return;
    }
    if (block.kind === 'inline-code') {
      for (const line of proseLines([block.content])) this.#line(line, block.heading, '');
      return;
    }
    for (const sentence of sentencesOf(block)) this.#sentence(sentence, block.heading);
    if (block.kind !== 'heading') {
      for (const code of inlineCode(block, formatOf(this.#path))) {
        for (const line of proseLines([code.content])) this.#line(line, block.heading, sentenceAround(block, code.content));
      }
    }
    if (block.kind === 'paragraph')
      for (const line of proseLines(block.lines)) if (!line.content.text.includes('`')) this.#line(line, block.heading, line.content.text);
  }

  #line(line: LogicalLine, heading: HeadingPath, around: string): void {
    const text = line.content.text;
    if (text.length > 4_000 || !trace.test(text)) return;
    for (const command of simpleCommands(shellWords(text, new Map()))) {
      const words = command.words.map((word) => word.value);
      const match = matchStep(words);
      if (match === undefined || (around === text && !looksLikeCommand(words)) || isDisclaimed(around, text)) continue;
      const first = command.words[match.at]!;
      const last = command.words.at(-1) ?? first;
      this.found.push({
        kind: match.kind,
        tool: match.program,
        command: text.slice(first.start, last.end).replaceAll(/[ \t]+/g, ' '),
        words: words.slice(match.at),
        index: match.index,
        signed: match.signed,
        doneBy: automation.test(around.replaceAll(/`[^`]*`/g, '')) ? 'automation' : 'person',
        file: this.#path,
        span: spanOf(line.content, this.#lines, first.start, last.end),
        heading,
      });
    }
  }

  #sentence(sentence: SourceText, heading: HeadingPath): void {
    const text = sentence.text.slice(0, 1_000);
    if (!/\btag/i.test(text) || !/\b(?:un)?sign(?:s|ed|ing)?\b/i.test(text)) return;
    const isSaid = /\b(?:un)?sign(?:s|ed|ing)?\b[^.]{0,40}\btags?\b/i.test(text) || /\btags?\b[^.]{0,60}\b(?:un)?signed\b/i.test(text);
    if (!isSaid || /`git tag|\bsigned[- ]off/i.test(text)) return;
    const signed = !/\bunsigned\b|\bnot\b[^.]{0,30}\bsign|\bnever\b[^.]{0,30}\bsign|n['’]t\b[^.]{0,30}\bsign/i.test(text);
    this.found.push({
      kind: 'tag',
      tool: '',
      command: sentence.text,
      words: [],
      index: undefined,
      signed,
      doneBy: automation.test(text) ? 'automation' : 'person',
      file: this.#path,
      span: spanOf(sentence, this.#lines),
      heading,
    });
  }
}

/** A line of prose that begins with a program is a command when its words are not those of a sentence. */
function looksLikeCommand(words: readonly string[]): boolean {
  return !words.some((word) => /^(?:the|a|an|is|are|will|to|and|or|which|that|with|when|your|then|for)[,.;:]?$/i.test(word));
}

/** Words before a command that say that it is not run, or is run by others. */
const disclaims =
  /\b(?:(?:do|does|did|must|should|will|can) not|(?:do|does|did|must|should|wo|ca)n['’]t|cannot|never|no longer)\s+(?:(?!forget|omit|skip|miss|hesitate)[\w-]+\s+){0,3}$|\bother (?:projects|packages|repositories|people)\b[^.;]*$/i;
/** Words behind it that say when it is not: at other times it is. */
const excepts = /^`*\s*(?:until|unless|without|before|if|from|on|when|in)\b/i;

/** Whether the sentence around a command says that the people of the project do not run it. */
function isDisclaimed(around: string, command: string): boolean {
  const at = around.indexOf(command);
  if (at <= 0) return false;
  return disclaims.test(around.slice(0, at).replace(/[`'"*_]+$/, '')) && !excepts.test(around.slice(at + command.length));
}

function sentenceAround(block: Block, code: SourceText): string {
  const start = code.segments[0]?.start ?? 0;
  for (const sentence of sentencesOf(block)) {
    const from = sentence.segments[0]?.start ?? 0;
    const last = sentence.segments.at(-1);
    const to = (last?.start ?? from) + (sentence.text.length - (last?.at ?? 0));
    if (from <= start && start < to) return sentence.text;
  }
  return '';
}
