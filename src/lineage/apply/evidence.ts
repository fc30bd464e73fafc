import { limits } from '../../base/index.ts';
import type { Effect } from '../../catalog/index.ts';
import { concat, hole, keyOf, lit, literalOf, nameSet, resolvePath, sameText, show, type NameSet, type Text } from '../../values/index.ts';
import type { Found, Machine } from '../machine.ts';
import type { EvidenceRecord, Target } from '../model.ts';
import type { ApplyContext } from './context.ts';
import { ofLastRound } from '../last-round.ts';
import { lacksFile } from '../needs.ts';
import { malformed } from '../malformed.ts';
import { isPlainList, registryUnready } from '../unready.ts';
import { attachedSignature, neededToCheck } from './checkable.ts';
import { readDocument } from './document.ts';
import { isBuiltBesides, rewrite, varyingKeys } from './files.ts';
import { atMost, noTarget, perhaps, resolveSubject, sharedTexts } from './subject.ts';

type Of<K extends Effect['kind']> = Extract<Effect, { kind: K }>;

function record(
  machine: Machine,
  ctx: ApplyContext,
  fields: Partial<EvidenceRecord> & Pick<EvidenceRecord, 'kind' | 'target' | 'attachedTo' | 'tool'>,
): EvidenceRecord {
  const made: EvidenceRecord = {
    id: machine.trace.nextId('e'),
    mechanism: undefined,
    keyless: false,
    key: undefined,
    algorithm: undefined,
    format: undefined,
    predicate: undefined,
    predicateType: undefined,
    signed: false,
    level: undefined,
    carriers: [],
    values: [],
    consumed: false,
    inPlace: false,
    recursive: false,
    origin: machine.origin(ctx.at),
    weak: machine.weak(ctx.weak),
    cannotWork: ctx.cannotWork,
    signer: undefined,
    platformsRead: undefined,
    identityPinned: undefined,
    integrityOnly: false,
    note: undefined,
    assumes: ctx.assumes,
    ...(ctx.rounds === undefined ? {} : { rounds: ctx.rounds }),
    ...fields,
    target: ofSome(machine, fields.target, ctx),
  };
  machine.spend(limits.stepsPerRecord);
  machine.trace.evidence.push(made);
  for (const f of made.target.files)
    machine.trace.edge(`file:${f.batch}`, `evidence:${made.id}`, effectOf(made), describe(made), ctx.at, made.weak[0]?.how ?? made.cannotWork);
  for (const i of made.target.images)
    machine.trace.edge(`image:${i.id}`, `evidence:${made.id}`, effectOf(made), describe(made), ctx.at, made.weak[0]?.how ?? made.cannotWork);
  if (made.target.source) machine.trace.edge('source', `evidence:${made.id}`, effectOf(made), describe(made), ctx.at, made.weak[0]?.how ?? made.cannotWork);
  return made;
}

/** Under a condition on each name of a loop it is about some of them, which ones is not known; and about all that was made under it. */
function ofSome(machine: Machine, target: Target, ctx: ApplyContext): Target {
  if (ctx.unsure !== undefined) return perhaps(target, ctx.unsure);
  const keys = varyingKeys(ctx);
  if (keys.length === 0) return target;
  const some = atMost(target);
  const isAlike = (batch: string): boolean => keys.every((key) => machine.trace.madeUnder.get(batch)?.has(key) === true);
  return { ...some, files: target.files.map((f, i) => (isAlike(f.batch) ? f : some.files[i]!)) };
}

function effectOf(e: EvidenceRecord): 'hashes' | 'signs' | 'describes' | 'attests' | 'verifies' {
  switch (e.kind) {
    case 'hash':
      return 'hashes';
    case 'signature':
      return 'signs';
    case 'sbom':
      return 'describes';
    case 'attestation':
      return 'attests';
    case 'verification':
      return 'verifies';
  }
}

function describe(e: EvidenceRecord): string {
  return [e.tool, e.mechanism ?? e.algorithm ?? e.format, e.predicate].filter((x) => x !== undefined).join(' ');
}

/** Writes the files of these names that carry evidence and remembers that they do. Returns their batch. */
function named(machine: Machine, evidence: EvidenceRecord, names: readonly Text[], ctx: ApplyContext): string | undefined {
  if (names.length === 0) return undefined;
  return carrier(machine, ofLastRound(machine, evidence, [ctx.cwd, ...names]), machine.paths(names, ctx.cwd, { glob: false }), ctx);
}

/** Writes a file beside each file, or one file where the name of none is in the template. */
function beside(machine: Machine, evidence: EvidenceRecord, found: readonly Found[], template: string, ctx: ApplyContext): void {
  const held = template.includes('{file}') ? evidence : ofLastRound(machine, evidence, [ctx.cwd, lit(template)]);
  carrier(machine, held, perFile(found, template), ctx);
}

function carrier(machine: Machine, evidence: EvidenceRecord, paths: NameSet, ctx: ApplyContext): string | undefined {
  if (paths.include.length === 0) return undefined;
  const batch = machine.newBatch('evidence', ctx.by, ctx.at, evidence.target.files);
  machine.trace.carry(evidence, batch.id);
  const item = machine.writeNew(paths, batch);
  if (ctx.made !== undefined && (evidence.kind === 'hash' || evidence.kind === 'sbom' || evidence.kind === 'signature')) {
    ctx.made.files.push({ type: evidence.kind === 'hash' ? 'checksum' : evidence.kind, id: undefined, item, path: paths });
  }
  return batch.id;
}

/** Writes the files of a signature, those that hold the certificate apart from the others: each may be published alone. */
function carriers(machine: Machine, evidence: EvidenceRecord, files: readonly Text[], certificates: readonly Text[] | undefined, ctx: ApplyContext): void {
  const holding = new Set((certificates ?? []).map(keyOf));
  const parts = [files.filter((file) => !holding.has(keyOf(file))), files.filter((file) => holding.has(keyOf(file)))];
  parts.forEach((part, i) => {
    const batch = named(machine, evidence, part, ctx);
    if (i === 1 && batch !== undefined) evidence.certificates?.push(batch);
  });
}

/** `{file}.sig` for each file found; `{file}` alone is the file's own path. */
function perFile(found: readonly Found[], template: string): NameSet {
  const at = template.indexOf('{file}');
  const head = lit(at === -1 ? template : template.slice(0, at));
  const tail = lit(at === -1 ? '' : template.slice(at + 6));
  if (at === -1) return nameSet([head]);
  return nameSet(
    found.flatMap((f) => f.path.include.map((p) => concat(head, p, tail))),
    found.flatMap((f) => f.path.exclude.map((p) => concat(head, p, tail))),
  );
}

function foundFor(machine: Machine, effect: { readonly subject: Of<'signs'>['subject'] }, ctx: ApplyContext): readonly Found[] {
  if (effect.subject.kind === 'files')
    return machine.find(machine.paths(effect.subject.paths, ctx.cwd, { glob: ctx.glob, exclude: effect.subject.exclude }), ctx.at, {
      recursive: effect.subject.recursive === true,
      each: effect.subject.each === true,
    });
  if (effect.subject.kind === 'made') {
    const subject = effect.subject;
    const types = new Set<string>(subject.types);
    return (ctx.made?.files ?? [])
      .filter(
        (f) =>
          types.has(f.type) &&
          (subject.ids === undefined || f.type === 'checksum' || f.type === 'source' || (f.id !== undefined && subject.ids.includes(f.id))),
      )
      .map((f) => ({ item: f.item, path: f.path, content: undefined, certain: true }));
  }
  return [];
}

export function applyHashes(machine: Machine, effect: Of<'hashes'>, ctx: ApplyContext): void {
  const target = resolveSubject(machine, effect.subject, ctx);
  const cannotWork = ctx.cannotWork ?? (/^(?:crc|adler)/i.test(effect.algorithm) ? 'a CRC finds broken downloads: it is no cryptographic hash' : undefined);
  const evidence = record(machine, { ...ctx, cannotWork }, { kind: 'hash', target, attachedTo: 'nowhere', tool: ctx.by, algorithm: effect.algorithm });
  if (effect.value !== undefined) {
    for (const piece of effect.value) if (piece.kind === 'hole') machine.trace.mean(piece.id, { kind: 'hashes', evidence });
  }
  if (effect.list !== undefined) named(machine, evidence, [effect.list], ctx);
  if (effect.perFile !== undefined) beside(machine, evidence, foundFor(machine, effect, ctx), effect.perFile, ctx);
}

/** cosign signs one file after the other: where a pattern gives it several, each bundle is written over the one before. */
function keepsTheLast(effect: Of<'signs'>, found: readonly Found[]): string | undefined {
  const { subject, mechanism, outputPaths = [] } = effect;
  const isPattern = subject.kind === 'files' && subject.paths.some((path) => path.some((piece) => piece.kind === 'wild'));
  if (found.length < 2 || !isPattern || !mechanism.startsWith('cosign-') || effect.attachedTo !== 'beside') return undefined;
  const isOne = outputPaths.some((path) => (literalOf(path) ?? '') !== '') && subject.paths.every((path) => path.every((piece) => piece.kind !== 'hole'));
  return isOne ? 'several files are signed into one, which keeps the signature of the last' : undefined;
}

/** A bundle that is called after another file which is there: who has that file takes it for its own, and it never fits. */
function isNamedForAnother(machine: Machine, effect: Of<'signs'>, ctx: ApplyContext): string | undefined {
  const { subject, outputPaths = [] } = effect;
  const of = subject.kind === 'files' && subject.paths.length === 1 ? literalOf(resolvePath(ctx.cwd, subject.paths[0]!)) : undefined;
  if (of === undefined || effect.attachedTo !== 'beside' || evidenceFile.test(of)) return undefined;
  for (const output of outputPaths) {
    const path = literalOf(resolvePath(ctx.cwd, output));
    const other = path?.replace(/\.(?:sigstore(?:\.json)?|bundle|sig|asc|minisig|pem|crt|cert)$/i, '');
    if (other === undefined || other === path || of.startsWith(other) || evidenceFile.test(other)) continue;
    const isThere = machine.files.read(nameSet([lit(other)])).entries.some((e) => e.certain);
    if (isThere) return `the signature of ${of} is called after ${other}`;
  }
  return undefined;
}

const evidenceFile = /(?:sums?|checksums?|hashes)(?:\.\w+)?$|\.(?:sha\d+|sigstore|json|sig|asc|bundle|txt)$/i;

export function applySigns(machine: Machine, effect: Of<'signs'>, ctx: ApplyContext): void {
  const found = foundFor(machine, effect, ctx);
  let target: Target = resolveSubject(machine, effect.subject, ctx);
  let cannotWork =
    ctx.cannotWork ??
    machine.missing(effect.needs, ctx.cwd, ctx.env) ??
    unreadyFor(machine, effect) ??
    keepsTheLast(effect, found) ??
    isNamedForAnother(machine, effect, ctx);
  const attached = effect.signatureFile === undefined ? undefined : attachedSignature(machine, effect.signatureFile, ctx);
  cannotWork ??= attached?.fails;
  if (attached !== undefined && attached.made === undefined && attached.fails === undefined)
    target = { ...noTarget, unresolved: `whether ${show(effect.signatureFile ?? [])} is a signature was not read` };
  if (effect.inPlace === true && cannotWork === undefined) {
    const rewritten = rewrite(machine, found, ctx.by, ctx);
    target = { ...noTarget, files: rewritten.map((f) => f.item) };
    if (ctx.made !== undefined) renameMade(ctx.made, found, rewritten);
  }
  const evidence = record(
    machine,
    { ...ctx, cannotWork },
    {
      kind: 'signature',
      target,
      attachedTo: effect.attachedTo,
      tool: ctx.by,
      mechanism: effect.mechanism,
      keyless: effect.keyless,
      key: effect.key,
      signed: true,
      inPlace: effect.inPlace === true,
      recursive: effect.recursive === true,
      signer: effect.reusable,
      note: effect.note,
      ...neededToCheck(machine, effect, ctx),
      ...attached?.made,
    },
  );
  for (const template of effect.outputs ?? []) beside(machine, evidence, found, template, ctx);
  carriers(machine, evidence, effect.outputPaths ?? [], effect.certificates, ctx);
}

function renameMade(made: NonNullable<ApplyContext['made']>, from: readonly Found[], to: readonly Found[]): void {
  from.forEach((f, i) => {
    const index = made.files.findIndex((m) => m.item.batch === f.item.batch);
    const entry = made.files[index];
    const next = to[i];
    if (entry !== undefined && next !== undefined) made.files[index] = { ...entry, item: next.item };
  });
}

/** An SBOM of a release tool's source archive speaks of everything that the tool built from it, as an SBOM of the source does. */
function describedBy(machine: Machine, effect: Of<'describes'>, ctx: ApplyContext): Target {
  const target = resolveSubject(machine, effect.subject, ctx);
  const made = ctx.made?.files ?? [];
  const isSource = (batch: string): boolean => made.some((f) => f.item.batch === batch && f.type === 'source');
  if (target.files.length === 0 || !target.files.every((f) => isSource(f.batch))) return target;
  const built = new Set(['archive', 'binary', 'package', 'source']);
  return { ...noTarget, source: true, files: made.filter((f) => built.has(f.type)).map((f) => f.item) };
}

/** Those of the files that the same command made; where another program builds files of such names too, which those are is not known. */
function freshOf(machine: Machine, all: Target, subject: Of<'describes'>['subject'], ctx: ApplyContext): Target {
  const own = { ...all, files: all.files.filter((f) => isMadeAt(machine, f.batch, ctx.at)) };
  const by = own.files[0] === undefined ? undefined : machine.trace.batches.get(own.files[0].batch)?.by;
  if (by === undefined || subject.kind !== 'files') return own;
  if (!isBuiltBesides(machine, machine.paths(subject.paths, ctx.cwd, { glob: ctx.glob }), by)) return own;
  return { ...atMost(own), unresolved: 'another program builds into the same folder, and may have made some of the files' };
}

function isMadeAt(machine: Machine, batch: string, at: ApplyContext['at']): boolean {
  const made = machine.trace.batches.get(batch);
  return made?.kind === 'built' && made.at.file === at.file && made.at.start === at.start;
}

export function applyDescribes(machine: Machine, effect: Of<'describes'>, ctx: ApplyContext): void {
  const all = describedBy(machine, effect, ctx);
  const described = effect.fresh === true ? freshOf(machine, all, effect.subject, ctx) : all;
  const target = effect.perhaps === undefined ? described : { ...atMost(described), unresolved: effect.perhaps };
  const cannotWork = ctx.cannotWork ?? machine.missing(effect.needs, ctx.cwd, ctx.env);
  const evidence = record(
    machine,
    { ...ctx, cannotWork },
    {
      kind: 'sbom',
      target,
      attachedTo: effect.attachedTo,
      tool: effect.tool,
      format: effect.format,
      note: effect.note,
      ...(effect.part === true ? { part: true as const } : {}),
      ...(effect.perhaps === undefined ? {} : { perhaps: true as const }),
      ...(effect.subject.kind === 'files' ? { scanned: effect.subject.paths.map((path) => resolvePath(ctx.cwd, path)) } : {}),
      platformsRead: target.images.length === 0 ? undefined : effect.platforms === 'all' ? 'all' : 'one',
    },
  );
  // What goes to standard output is written by whoever reads that.
  const printed =
    effect.outputPattern === undefined &&
    (effect.output === undefined || effect.output.length === 0 || (ctx.stdout !== undefined && sameText(effect.output, ctx.stdout)));
  if (printed && ctx.printed !== undefined && ctx.printed.text === undefined) {
    const id = `${ctx.idPrefix}.document`;
    machine.trace.mean(id, { kind: 'carrier', evidence });
    ctx.printed.text = hole(id, { label: 'the SBOM' });
    return;
  }
  if (effect.output !== undefined) named(machine, evidence, [effect.output], ctx);
  if (effect.outputPattern !== undefined) beside(machine, evidence, foundFor(machine, effect, ctx), effect.outputPattern, ctx);
}

export function applyAttests(machine: Machine, effect: Of<'attests'>, ctx: ApplyContext): void {
  let target = resolveSubject(machine, effect.subject, ctx);
  let cannotWork = ctx.cannotWork ?? machine.missing(effect.needs, ctx.cwd, ctx.env) ?? unreadyFor(machine, effect);
  let note = effect.note;
  const weak = [...ctx.weak];
  let { assumes } = ctx;
  let format: string | undefined;
  if (effect.predicateFile !== undefined) {
    const attested = literalOf(effect.predicateFile);
    if (attested !== undefined && attested !== '-' && lacksFile(machine, attested, ctx.cwd))
      cannotWork ??= `the file that it attests, ${attested}, is not in the checkout, and nothing in this job makes it`;
    const found = machine.find(machine.paths([effect.predicateFile], ctx.cwd, { glob: ctx.glob }), ctx.at);
    const described = found.flatMap((f) => machine.trace.carriedBy(f.item.batch));
    if (
      !isSbom(effect.predicate) &&
      found.length > 0 &&
      found.every((f) => f.content !== undefined && /^\s*(?:\{\s*\}|\[\s*\]|null)?\s*$/.test(literalOf(f.content) ?? '?'))
    )
      cannotWork ??= `the file that it attests, ${show(effect.predicateFile)}, says nothing`;
    const broken = described.find((e) => e.cannotWork !== undefined);
    if (broken !== undefined && described.every((e) => e.cannotWork !== undefined))
      cannotWork ??= `the file that it attests can never be made: ${broken.cannotWork}`;
    else if (isSbom(effect.predicate) || described.some((e) => e.kind === 'sbom')) {
      const document = readDocument(machine, effect.predicateFile, found, target);
      target = document.target;
      cannotWork ??= document.cannotWork;
      note = [note, document.note].filter((x) => x !== undefined).join(', ') || undefined;
      format = document.format;
      weak.push(...document.weak.filter((w) => !weak.some((x) => x.key === w.key)));
      assumes = [...new Set([...assumes, ...document.assumes])];
    }
  }
  const evidence = record(
    machine,
    { ...ctx, cannotWork, weak, assumes },
    {
      kind: 'attestation',
      target,
      attachedTo: effect.attachedTo,
      tool: ctx.by,
      mechanism: effect.mechanism,
      keyless: effect.keyless,
      predicate: effect.predicate,
      predicateType: effect.predicateType === undefined ? undefined : show(effect.predicateType),
      signed: effect.signed,
      level: effect.level,
      signer: effect.reusable,
      format,
      note,
      ...(effect.eachPlatform === true ? { eachPlatform: true as const } : {}),
      ...neededToCheck(machine, effect, ctx),
    },
  );
  for (const output of effect.outputs ?? []) {
    if (output.length === 1 && output[0]!.kind === 'hole') {
      // A bundle's path given as a step output: the file is wherever that value says.
      machine.trace.mean(output[0]!.id, { kind: 'carrier', evidence });
      const batch = machine.newBatch('evidence', ctx.by, ctx.at);
      machine.trace.carry(evidence, batch.id);
      machine.writeNew(nameSet([output]), batch);
      continue;
    }
    carriers(machine, evidence, [output], effect.certificates, ctx);
  }
}

/** Why the place of the evidence, or the list of what it is about, certainly refuses it. */
function unreadyFor(machine: Machine, { subject, attachedTo }: Of<'signs'> | Of<'attests'>): string | undefined {
  const lists = subject.kind === 'subjects-value' ? [subject.value] : subject.kind === 'subjects-file' ? sharedTexts(machine, subject.handle) : [];
  if (lists.some((list) => isPlainList(machine.trace, list))) return 'the list of what it attests is not in base64, which it has to be';
  const refs = subject.kind === 'image' ? subject.refs : subject.kind === 'digest' ? [concat(subject.name, lit('@'), subject.digest)] : [];
  const refused = refs.map((ref) => malformed(machine.trace, ref)).find((why) => why !== undefined);
  return refused ?? (attachedTo === 'registry' && refs.length > 0 ? registryUnready(machine, refs) : undefined);
}

function isSbom(predicate: string | undefined): boolean {
  return predicate === 'sbom-spdx' || predicate === 'sbom-cyclonedx';
}

export function applyVerifies(machine: Machine, effect: Of<'verifies'>, ctx: ApplyContext): void {
  record(
    machine,
    { ...ctx, cannotWork: ctx.cannotWork ?? machine.missing(effect.needs, ctx.cwd, ctx.env) },
    {
      kind: 'verification',
      target: resolveSubject(machine, effect.subject, ctx),
      attachedTo: 'log',
      tool: effect.tool,
      identityPinned: effect.identity,
      ...(effect.expects === undefined ? {} : { expects: effect.expects }),
      ...(effect.issuers === undefined ? {} : { issuers: effect.issuers }),
      ...(effect.against === undefined ? {} : { against: effect.against }),
      integrityOnly: effect.integrityOnly,
    },
  );
}
