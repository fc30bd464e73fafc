import type { LineIndex } from '../base/index.ts';
import { LineIndex as Lines } from '../base/index.ts';
import type { Block, DocumentFormat, HeadingPath } from './blocks.ts';
import { inlineCode } from './inline-code.ts';
import { isShellLanguage, logicalLines, proseLines } from './logical-lines.ts';
import type { LogicalLine } from './logical-lines.ts';
import { matchTool, parseWords } from './match-tool.ts';
import { addressMentions, imageMention, uniqueMentions } from './mentions.ts';
import type { Mention } from './mentions.ts';
import { placeholdersIn } from './placeholders.ts';
import { renamedDownload } from './downloads.ts';
import { formatOf, readDocument } from './read-document.ts';
import { isConfiguration, onlyRegions, releaseNoteRegions } from './release-note-regions.ts';
import { shellWords } from './shell-words.ts';
import { simpleCommands } from './simple-commands.ts';
import type { SimpleCommand } from './simple-commands.ts';
import { spanOf } from './source-text.ts';
import type { SourceText } from './source-text.ts';
import type { ParsedCommand, Setting, VerifyCommand } from './verify-command.ts';
import { isForMaintainers, isSetApart, reservedFor, takesBack } from './taken-back.ts';
import { isElidedCommand, judge } from './verify-judge.ts';
import { mayHoldRecipe } from './verify-tools.ts';

/** Longer than any command that a person types or pastes. */
const maxCommandLength = 8_000;
export const maxCommandsPerDocument = 2_000;

/**
 * Finds the commands of a document that verify something: in code blocks, inline code, and lines of prose that begin
 * with one. Help texts (`verify [flags]`) and bare mentions (`cosign verify`) are not commands. In a workflow or another
 * configuration file only the texts that become release notes are read: what CI runs is no recipe for a stranger, nor is
 * what only the maintainers are told to run. At
 * most `limits.maxDocumentBytes` characters are read.
 */
export function findVerifyCommands(path: string, text: string): readonly VerifyCommand[] {
  if (!mayHoldRecipe(text) || isForMaintainers(path)) return [];
  const seen = isConfiguration(path) ? onlyRegions(text, releaseNoteRegions(text)) : text;
  const finder = new Finder(path, text, formatOf(path));
  const blocks = readDocument(path, seen);
  finder.learn(blocks);
  let isWarned = false;
  for (const block of blocks) {
    if (finder.found.length >= maxCommandsPerDocument) break;
    if (!(isWarned && block.kind === 'code') && !isSetApart(block.heading)) finder.block(block);
    isWarned = block.kind === 'paragraph' && takesBack(block.lines.map((line) => line.text).join(' '));
  }
  return finder.found.map((command) => {
    const reason = command.couldRun === 'yes' ? reservedFor(path, command.heading) : undefined;
    return reason === undefined ? command : { ...command, couldRun: 'partial', reason };
  });
}

interface Place {
  readonly setting: Setting;
  readonly heading: HeadingPath;
}

class Finder {
  readonly found: VerifyCommand[] = [];
  readonly #path: string;
  readonly #format: DocumentFormat;
  readonly #lines: LineIndex;
  readonly #variables = new Map<string, string>();
  readonly #starts = new Set<number>();
  readonly #nearby = new Map<HeadingPath, Mention[]>();
  /** Files that the document has the reader download under another name. */
  readonly #downloads = new Map<string, string>();
  #nearbyKey: string | undefined;

  constructor(path: string, text: string, format: DocumentFormat) {
    this.#path = path;
    this.#format = format;
    this.#lines = new Lines(path, text);
  }

  /** Notes, before the commands are read, which repositories each section's addresses name and which key is imported. */
  learn(blocks: readonly Block[]): void {
    for (const block of blocks) {
      for (const line of linesIn(block)) {
        if (this.#nearbyKey === undefined && line.text.includes('gpg')) this.#nearbyKey = importedKey(line.text);
        if (!line.text.includes('://')) continue;
        const renamed = block.kind === 'code' && this.#downloads.size < 200 ? renamedDownload(line.text) : undefined;
        if (renamed !== undefined) this.#downloads.set(renamed.called, renamed.published);
        const mentions = this.#nearby.get(block.heading) ?? [];
        if (mentions.length < 100) mentions.push(...addressMentions(line.text, 'nearby'));
        this.#nearby.set(block.heading, mentions);
      }
    }
  }

  block(block: Block): void {
    if (
      block.kind !== 'code' &&
      !mayHoldRecipe(
        linesIn(block)
          .map((line) => line.text)
          .join(' '),
      )
    )
      return;
    switch (block.kind) {
      case 'code': {
        const setting = isShellLanguage(block.language) ? 'code' : 'config';
        for (const line of logicalLines(block)) this.#line(line, { setting, heading: block.heading });
        return;
      }
      case 'inline-code':
        this.#inline(block.content, block.heading);
        return;
      case 'paragraph':
        for (const code of inlineCode(block, this.#format)) this.#inline(code.content, block.heading);
        for (const line of proseLines(block.lines)) this.#line(line, { setting: 'prose', heading: block.heading });
        return;
      case 'row':
        for (const code of inlineCode(block, this.#format)) this.#inline(code.content, block.heading);
        return;
      case 'heading':
        return;
    }
  }

  #inline(content: SourceText, heading: HeadingPath): void {
    const bare = proseLines([content])[0];
    if (bare !== undefined) this.#line(bare, { setting: 'inline', heading });
  }

  #line(line: LogicalLine, place: Place): void {
    const text = line.content.text;
    const isSetting = place.setting === 'code' && /^(?:export\s+|set\s+)?(?:\$env:)?[A-Za-z_]\w*=/.test(text);
    if (text.length > maxCommandLength || (!isSetting && !mayHoldRecipe(text))) return;
    const start = place.setting === 'config' ? (/^(?:-\s+)?(?:run|command|script|cmd)\s*:\s*(?:[|>][-+]?\s*)?|^(?:RUN|-)\s+/.exec(text)?.[0].length ?? 0) : 0;
    for (const command of simpleCommands(shellWords(text.slice(start), this.#variables))) {
      this.#command(command, line, start, place);
      if (place.setting === 'code') for (const [name, value] of command.assignments) this.#set(name, value);
    }
  }

  /** Values are filled into later ones, so their length is bounded: `A=$A$A` would double without end. */
  #set(name: string, value: string): void {
    if (value === '' || value.length > 500) this.#variables.delete(name);
    else this.#variables.set(name, value);
  }

  #command(command: SimpleCommand, line: LogicalLine, shift: number, place: Place): void {
    const match = matchTool(command);
    if (match === undefined) return;
    const last = command.words.at(-1) ?? match.program;
    const content = line.content;
    const span = spanOf(content, this.#lines, match.program.start + shift, last.end + shift);
    const parsed: ParsedCommand = {
      ...parseWords(match),
      input: [...command.pipedFrom.flatMap((words) => words.map((word) => word.value)), ...(command.stdin === undefined ? [] : [command.stdin])],
      variables: new Map([...this.#variables, ...command.assignments]),
      nearbyKey: this.#nearbyKey,
    };
    if (isSynopsis(parsed) || (place.setting !== 'code' && isMention(parsed))) return;
    if (place.setting === 'prose' && !looksTyped(parsed)) return;
    const words = [match.program, ...command.words.slice(command.words.indexOf(match.program) + 1)].map((word) => word.value);
    // Inline code stands in its paragraph's lines too.
    if (this.#starts.has(span.start)) return;
    this.#starts.add(span.start);
    const judged = judge(parsed);
    const lowered = [
      ...(line.isBroken && place.setting === 'code' ? ['something follows a backslash, so the lines do not join when pasted'] : []),
      ...(command.isSwallowed ? ['what it finds is passed over by `|| true`'] : []),
      ...(place.setting === 'config' ? ['it stands in a configuration or program, not where it can be typed'] : []),
    ];
    this.found.push({
      tool: parsed.tool,
      subcommand: parsed.subcommand,
      proves: match.tool.proves,
      command: content.text.slice(match.program.start + shift, last.end + shift).replaceAll(/[ \t]+/g, ' '),
      words,
      file: this.#path,
      span,
      setting: place.setting,
      heading: place.heading,
      flags: parsed.flags,
      subjects: parsed.subjects.map((one) => this.#downloads.get(one.replace(/^\.\//, '')) ?? one),
      input: parsed.input,
      identity: judged.identity,
      issuer: judged.issuer,
      key: judged.key,
      repository: judged.repository,
      owner: judged.owner,
      ...keptIn(parsed),
      mentions: mentionsOf(parsed, judged, this.#nearby.get(place.heading) ?? []),
      placeholders: [...new Set(words.flatMap((word) => placeholdersIn(word).map((gap) => gap.text)))],
      isElided: isElidedCommand(parsed),
      problems: [...judged.problems, ...lowered],
      couldRun: lowered.length > 0 && judged.couldRun === 'yes' ? 'partial' : judged.couldRun,
      reason: judged.reason ?? lowered[0],
    });
  }
}

function keptIn({ tool, variables }: ParsedCommand): Pick<VerifyCommand, 'keptIn'> {
  const named = tool === 'cosign' ? variables.get('COSIGN_REPOSITORY') : undefined;
  return named === undefined || named === '' ? {} : { keptIn: named };
}

function linesIn(block: Block): readonly SourceText[] {
  switch (block.kind) {
    case 'code':
    case 'paragraph':
      return block.lines;
    case 'row':
      return block.cells;
    case 'inline-code':
    case 'heading':
      return [block.content];
  }
}

/** `verify [flags] image`: what a help text shows. */
function isSynopsis(command: ParsedCommand): boolean {
  return (
    command.flags.has('--help') ||
    command.flags.has('-h') ||
    command.subjects.some((word) => /^\[[^[\]]*\](?:\.{3})?$/.test(word) || /^(?:\[[^\]]*|[^[]*\.\.\]|\[?(?:flags|options|OPTIONS)\]?)$/.test(word))
  );
}

/** A tool and its subcommand with nothing behind them, as prose names them. */
function isMention(command: ParsedCommand): boolean {
  const isFlagTold = command.subcommand === '';
  return (
    command.subjects.length === 0 &&
    command.input.length === 0 &&
    command.flags.size <= (isFlagTold ? 1 : 0) &&
    command.tool !== 'npm' &&
    ![...command.flags.values()].some((values) => values.some((value) => value !== ''))
  );
}

/** In prose a command is one only when what follows it are names and flags, not words of a sentence. */
function looksTyped(command: ParsedCommand): boolean {
  if (
    command.subjects.some((word) => /^[a-z]+[,.;:!?)]?$/i.test(word) && !/^[A-Z0-9]{3,}$/.test(word)) &&
    !command.subjects.some((word) => /[./:@$<*_]/.test(word.replace(/[.,;:]$/, '')))
  )
    return false;
  if (command.subjects.filter((word) => /^[a-z]+[,.;:!?)]?$/.test(word)).length > 1) return false;
  return !command.subjects.some((word) =>
    /^(?:to|the|a|an|is|are|and|or|with|for|of|that|this|your|it|can|will|command|commands|on|in|from|which|as|against|uses?|checks?|now|subcommand)[,.;:]?$/i.test(
      word,
    ),
  );
}

const importing =
  /\bgpg2?\b.{0,200}--(?:import|recv-keys?|receive-keys|fetch-keys?|locate-(?:external-)?keys?|search-keys|keyserver\s+\S{1,200}\s+--recv-keys?)(?:[ \t]+(?!-|\|)([^\s`|;&]{1,300}))?/;

/** The key that a line imports: its fingerprint, file or address; `imported` when it comes through a pipe. */
function importedKey(line: string): string | undefined {
  if (line.length > maxCommandLength) return undefined;
  const found = importing.exec(line);
  return found === null ? undefined : (found[1]?.replaceAll(/^["']|["']$/g, '') ?? 'imported');
}

function mentionsOf(command: ParsedCommand, signer: ReturnType<typeof judge>, nearby: readonly Mention[]): readonly Mention[] {
  const found: Mention[] = [];
  if (signer.identity !== undefined) found.push(...addressMentions(signer.identity.value, 'identity'));
  for (const value of [
    signer.repository,
    command.flags.get('--signer-repo')?.at(-1),
    command.flags.get('--signer-workflow')?.at(-1),
    command.flags.get('--certificate-github-workflow-repository')?.at(-1),
  ]) {
    const parts = /^(?:git\+)?(?:https?:\/\/)?(?:([\w-]+(?:\.[\w-]+)+)\/)?([\w.-]+)\/([\w.-]+)/.exec(value ?? '');
    if (parts !== null)
      found.push({ host: parts[1]?.toLowerCase() ?? 'github.com', owner: parts[2] ?? '', repo: parts[3]?.replace(/\.git$/, '') ?? null, by: 'repository' });
  }
  if (signer.owner !== undefined && /^[\w.-]+$/.test(signer.owner)) found.push({ host: 'github.com', owner: signer.owner, repo: null, by: 'repository' });
  for (const word of [...command.subjects, ...command.input, signer.key ?? '']) {
    if (word.includes('://') && !/^(?:oci|docker):/.test(word)) found.push(...addressMentions(word, 'address'));
    else if (isImageTool(command) || word.startsWith('oci://')) {
      const image = command.subjects.includes(word) ? imageMention(word) : undefined;
      if (image !== undefined) found.push(image);
    }
  }
  return uniqueMentions([...found, ...nearby]);
}

/** Commands whose subject is an image's reference. */
export function isImageTool(command: Pick<VerifyCommand, 'tool' | 'subcommand'>): boolean {
  return (
    (command.tool === 'cosign' && !command.subcommand.includes('blob')) ||
    command.tool === 'notation' ||
    (command.tool === 'slsa-verifier' && command.subcommand === 'verify-image')
  );
}
