import { concat, datumToText, derive, dropPrefix, expand, hole, join, keyOf, lit, literalOf, show, splitAt } from '../../../values/index.ts';
import type { Datum, Text } from '../../../values/index.ts';
import type { Effect } from '../../effect.ts';
import type { ToolInput, ToolResult } from '../../tool.ts';
import { parseArgs, type Args } from '../support/args.ts';
import { resolveFile } from '../support/path.ts';
import { always, Run, when, type Holds } from '../support/run.ts';
import { canonicalAttest } from './compose.ts';
import { defineTargets, type BakeConfig } from './definitions.ts';
import { readSources } from './files.ts';
import { exportsOf, fieldsOf, isPushed, withPush, type Export } from './outputs.ts';
import { overrideOf, resolveTarget, settingOf, targetsOf, type Override, type ResolvedTarget } from './targets.ts';
import { asText, textDatum } from './values.ts';

type Provenance = NonNullable<Extract<Effect, { kind: 'pushes-image' }>['provenance']>;

/**
 * Reads `docker buildx bake`: the targets of its files, pushed where an output or `--push` says so, with BuildKit's
 * unsigned provenance unless it is turned off. Read in docker/buildx at 461836ba (v0.36.0) and docker/bake-action at
 * 4574eacf (v7.1.0) on 2026-11-23.
 */
export function readBake(input: ToolInput): ToolResult {
  const run = new Run(input);
  const args = parseArgs(input.args, {
    values: [
      'file',
      'set',
      'var',
      'builder',
      'allow',
      'call',
      'list',
      'metadata-file',
      'progress',
      'provenance',
      'sbom',
      'policy',
      'target',
      'source',
      'config',
    ],
    aliases: { f: 'file' },
  });
  const only = args.flags.get('call')?.at(-1);
  if (['print', 'check', 'list'].some((flag) => args.flags.has(flag)) || (only !== undefined && literalOf(only) !== 'build')) return run.result(undefined);
  const environment = (name: string): Text | undefined => input.env(name);
  const variables = new Map(
    (args.flags.get('var') ?? []).flatMap((text): readonly (readonly [string, Text])[] => {
      const at = text[0]?.kind === 'lit' ? text[0].text.indexOf('=') : -1;
      const name = at === -1 || text[0]?.kind !== 'lit' ? undefined : text[0].text.slice(0, at);
      return name === undefined ? [] : [[name, dropPrefix(text, `${name}=`) ?? []]];
    }),
  );
  const words = wordsOf(args);
  const source = args.flags.get('source')?.at(-1) ?? [];
  if ([source, ...words].some((word) => /^(https?:|git@|git:|ssh:|github\.com\/)/.test(show(word)))) {
    run.doubt(input.span, 'the bake file is in another repository');
    unknownImages(run, args);
    return run.result(undefined);
  }
  const sources = readSources(run, { names: args.flags.get('file') ?? [], folder: folderOf(input, source), environment });
  const read = defineTargets(sources.files, {
    idPrefix: `${input.idPrefix}.bake`,
    variable: (name) => {
      const value = variables.get(name) ?? environment(name);
      return value === undefined ? undefined : textDatum(value);
    },
  });
  const config: BakeConfig = {
    targets: [...sources.compose.targets, ...read.targets, ...sources.written],
    groups: new Map([...sources.compose.groups, ...read.groups]),
  };
  const overrides = [...(args.flags.get('set') ?? []).map(overrideOf), ...attestOverrides(args)];
  const { names, areOpen } = namesOf(args, words);
  if (areOpen) run.doubt(input.span, 'which targets are built is not known');
  const metadata = new Map<string, Datum>();
  let found = 0;
  for (const name of targetsOf(config, names)) {
    const target = resolveTarget(config, name, overrides);
    if (target === undefined) run.doubt(input.span, `no bake file that was read defines the target ${name}`);
    else {
      found++;
      build(run, target, { args, metadata, isOpen: sources.isOpen });
    }
  }
  if (found === 0) unknownImages(run, args);
  outputs(run, args, metadata);
  return run.result(sources.files[0]?.path ?? config.targets[0]?.at.file);
}

/** What stands behind `docker buildx bake`. */
function wordsOf(args: Args): readonly Text[] {
  const at = args.words.findIndex((word) => ['bake', 'f'].includes(literalOf(word) ?? ''));
  return at === -1 || at > 1 ? args.words : args.words.slice(at + 1);
}

function namesOf(args: Args, words: readonly Text[]): { readonly names: readonly string[]; readonly areOpen: boolean } {
  const given = [...words, ...(args.flags.get('target') ?? [])].flatMap((word) => splitAt(word, /[,\s]+/g)).filter((word) => word.length > 0);
  const options = given.flatMap((word) => expand(word)?.map((option) => option.text) ?? [word]);
  const names = options.flatMap((word) => literalOf(word) ?? []).filter((name) => name !== '');
  const areOpen = args.unread.length > 0 || options.some((word) => literalOf(word) === undefined);
  return { names: names.length > 0 || areOpen ? names : ['default'], areOpen };
}

/** The folder of the bake files: below the checkout where the source is `{{defaultContext}}:folder`. */
function folderOf(input: ToolInput, source: Text): string {
  const below = /^\{\{\s*defaultContext\s*\}\}:(.+)$/.exec(literalOf(source) ?? '')?.[1];
  return below === undefined ? input.cwd : (resolveFile('', below) ?? input.cwd);
}

/** `--provenance` and `--sbom` come after all that is set by hand. */
function attestOverrides(args: Args): readonly Override[] {
  return (['sbom', 'provenance'] as const).flatMap((kind) => {
    const value = args.flags.get(kind)?.at(-1);
    return value === undefined || value.length === 0 ? [] : [{ pattern: '*', key: 'attest', append: true, value: canonicalAttest(kind, value) }];
  });
}

interface Build {
  readonly args: Args;
  readonly metadata: Map<string, Datum>;
  readonly isOpen: boolean;
}

function build(run: Run, target: ResolvedTarget, { args, metadata, isOpen }: Build): void {
  if (!['build', undefined].includes(settingOf(target, 'call'))) return;
  const push = pushOf(args, target);
  const written = exportsOf(target.attributes.get('output'));
  const forced = withPush(written, true);
  const exports = push.truth === false && push !== unset ? withPush(written, false) : push === unset ? written : forced;
  const at = target.at;
  for (const one of exports) files(run, one, at);
  const pushes = exports.filter(isPushed);
  const tags = tagsOf(target.attributes.get('tags'), run);
  const names = tags.sure.length + tags.maybe.length > 0 ? tags.sure : pushes.flatMap((e) => namesIn(e));
  if (pushes.length === 0) {
    if (names.length > 0) run.add({ kind: 'builds-image', refs: names }, at);
    return;
  }
  const open = isOpen || target.isOpen;
  const refs =
    names.length + tags.maybe.length === 0 && open ? [hole(`${run.input.idPrefix}.${target.name}.images`, { label: `images of ${target.name}` })] : names;
  const digest = hole(`${run.input.idPrefix}.${target.name}.digest`, { label: `${target.name} digest`, shape: 'sha256:[0-9a-f]{64}' });
  const effect = (of: readonly Text[]): Effect => ({
    kind: 'pushes-image',
    refs: of,
    digest,
    media: 'image',
    platforms: listOf(target.attributes.get('platforms'), run),
    provenance: provenanceOf(target, open, run.input.env('BUILDX_NO_DEFAULT_ATTESTATIONS')),
    sbom: sbomOf(target, open),
    ...(pushes.some((e) => literalOf(e.fields.get('push-by-digest') ?? []) === 'true') ? { byDigest: true } : {}),
  });
  const holds: Holds = push.truth === 'unknown' && !written.some(isPushed) ? push : always;
  if (refs.length > 0) run.add(effect(refs), at, holds);
  for (const { ref, key } of tags.maybe) run.add(effect([ref]), at, holds.truth === 'unknown' ? holds : when('unknown', key));
  if (refs.length + tags.maybe.length === 0) run.doubt(at, `${target.name} is pushed without a name`);
  metadata.set(target.name, {
    kind: 'map',
    entries: new Map<string, Datum>([
      ['containerimage.digest', textDatum(digest)],
      ['containerimage.descriptor', { kind: 'map', entries: new Map([['digest', textDatum(digest)]]) }],
      ['image.name', textDatum(join(refs, ','))],
    ]),
  });
}

const unset: Holds = { truth: false };

/** `--push` or the action's input; `--set x.push=` speaks for its target. */
function pushOf(args: Args, target: ResolvedTarget): Holds {
  const own = target.attributes.get('push');
  const flag = own?.kind === 'text' ? own.text : args.flags.get('push')?.at(-1);
  if (flag === undefined) return unset;
  const value = flag.length === 0 ? 'true' : literalOf(flag);
  if (value === 'false' && own === undefined) return unset;
  return value === undefined ? when('unknown', show(flag)) : when(value === 'true' || value === '1', '');
}

/** Files that an output writes into the job's folder. */
function files(run: Run, one: Export, at: ResolvedTarget['at']): void {
  if (one.dest === undefined || one.dest.length === 0) return;
  if (one.type === 'local') run.add({ kind: 'builds', outputs: [], by: 'docker buildx bake', folders: [one.dest] }, at);
  else if (['tar', 'oci', 'docker'].includes(one.type)) run.add({ kind: 'builds', outputs: [one.dest], by: 'docker buildx bake' }, at);
}

function namesIn(one: Export): readonly Text[] {
  return splitAt(one.fields.get('name') ?? [], /,/g).filter((name) => name.length > 0);
}

/**
 * Names that are surely given, and those that are given under a condition. Of a name with alternatives the repository
 * counts: which tag it gets is then not known.
 */
function tagsOf(
  datum: Datum | undefined,
  run: Run,
): { readonly sure: readonly Text[]; readonly maybe: readonly { readonly ref: Text; readonly key: string }[] } {
  const sure: Text[] = [];
  const maybe: { ref: Text; key: string }[] = [];
  for (const item of datum?.kind === 'list' ? datum.items : []) {
    const text = asText(item, run.input);
    const options = expand(text);
    if (options === undefined || options.length === 1) {
      if (text.length > 0) sure.push(text);
      continue;
    }
    const given = options.filter((o) => o.text.length > 0);
    for (const [, of] of Map.groupBy(given, (o) => keyOf(repositoryOf(o.text)))) {
      const tagged = of.length === 1 ? of[0]!.text : concat(repositoryOf(of[0]!.text), lit(':'), derive('tag', text, { label: 'tag' }));
      if (of.length === options.length) sure.push(tagged);
      else maybe.push({ ref: tagged, key: [...of[0]!.choices.keys()].join(' and ') });
    }
  }
  const known = new Set(sure.map((ref) => keyOf(repositoryOf(ref))));
  return { sure, maybe: maybe.filter(({ ref }) => !known.has(keyOf(repositoryOf(ref)))) };
}

/** A reference without its tag. */
function repositoryOf(ref: Text): Text {
  return splitAt(ref, /:(?=[^/]*$)/g)[0] ?? ref;
}

function listOf(datum: Datum | undefined, run: Run): readonly Text[] {
  return (datum?.kind === 'list' ? datum.items : []).map((item) => asText(item, run.input)).filter((text) => text.length > 0);
}

/** The last entry of a type holds; a list that is not wholly known may have a later one. */
function attestOf(target: Pick<ResolvedTarget, 'attributes'>, type: string): ReadonlyMap<string, Text> | 'unknown' | undefined {
  const datum = target.attributes.get('attest');
  const entries = fieldsOf(datum);
  if ((datum?.kind === 'list' && datum.open === true) || entries.some((e) => literalOf(e.fields.get('type') ?? []) === undefined || e.fields.size === 0))
    return 'unknown';
  return entries.findLast((e) => literalOf(e.fields.get('type') ?? []) === type)?.fields;
}

function provenanceOf(target: Pick<ResolvedTarget, 'attributes'>, open: boolean, off: Text | undefined): Provenance {
  const entry = attestOf(target, 'provenance');
  if (open || entry === 'unknown') return 'unknown';
  if (entry === undefined) {
    if (off === undefined || off.length === 0) return 'default';
    return literalOf(off) === undefined ? 'unknown' : /^(1|t|true)$/i.test(literalOf(off) ?? '') ? 'none' : 'default';
  }
  const disabled = literalOf(entry.get('disabled') ?? []);
  const mode = literalOf(entry.get('mode') ?? []);
  if (disabled === undefined || mode === undefined) return 'unknown';
  return disabled === 'true' ? 'none' : mode === 'max' || mode === 'min' ? mode : 'default';
}

function sbomOf(target: Pick<ResolvedTarget, 'attributes'>, open: boolean): 'none' | 'spdx' | 'unknown' {
  const entry = attestOf(target, 'sbom');
  if (open || entry === 'unknown') return 'unknown';
  const off = entry === undefined ? 'true' : literalOf(entry.get('disabled') ?? []);
  return off === undefined ? 'unknown' : off === 'true' ? 'none' : 'spdx';
}

/** What is pushed where no file says it. */
function unknownImages(run: Run, args: Args): void {
  const flag = args.flags.get('push')?.at(-1);
  const set = (args.flags.get('set') ?? []).map(overrideOf);
  const isSet = set.some((o) => o.key === 'output' && exportsOf(textDatum(o.value)).some(isPushed));
  const truth =
    isSet || (flag !== undefined && (flag.length === 0 || literalOf(flag) === 'true'))
      ? true
      : flag !== undefined && literalOf(flag) === undefined
        ? 'unknown'
        : false;
  const tags = set.filter((o) => o.key === 'tags').map((o) => o.value);
  const refs = tags.length > 0 ? tags : [hole(`${run.input.idPrefix}.images`, { label: 'images of the bake file' })];
  const provenance = attestFlag(args, set);
  run.add({ kind: 'pushes-image', refs, media: 'image', ...provenance }, run.input.span, when(truth, `push is ${flag === undefined ? '' : show(flag)}`));
  if (truth === false) run.unclear(run.input.span, 'what the bake file builds and pushes was not read');
}

function attestFlag(args: Args, set: readonly Override[]): { readonly provenance: Provenance; readonly sbom: 'none' | 'spdx' | 'unknown' } {
  const attest: Datum = { kind: 'list', items: [...set.filter((o) => o.key === 'attest'), ...attestOverrides(args)].map((o) => textDatum(o.value)) };
  const target = { attributes: new Map([['attest', attest]]) };
  const said = (kind: string): boolean => typeof attestOf(target, kind) === 'object';
  return {
    provenance: said('provenance') ? provenanceOf(target, false, undefined) : 'unknown',
    sbom: said('sbom') ? sbomOf(target, false) : 'unknown',
  };
}

/** The JSON that bake writes of what it built: the action's output, and `--metadata-file`. */
function outputs(run: Run, args: Args, metadata: ReadonlyMap<string, Datum>): void {
  if (metadata.size === 0) return;
  const json = datumToText({ kind: 'map', entries: metadata });
  if (json === undefined) return;
  run.output('metadata', json);
  const file = args.flags.get('metadata-file')?.at(-1);
  if (file !== undefined && file.length > 0) run.add({ kind: 'writes', path: file, content: json }, run.input.span);
}
