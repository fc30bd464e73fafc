import { concat, derive, hole, lit, literalOf, stripPrefix, wild } from '../../values/index.ts';
import type { Text } from '../../values/index.ts';
import type { Node } from '../../workflow/index.ts';
import type { Subject } from '../effect.ts';
import type { ToolInput, ToolResult } from '../tool.ts';
import { flagText, isOn, parseArgs, type Args } from './support/args.ts';
import { readConfig } from './support/config.ts';
import { get, maps, spanOf, text, texts } from './support/node.ts';
import { folderOf, joinPath, relativeTo, resolveFile } from './support/path.ts';
import { Run } from './support/run.ts';

const slsa = lit('https://slsa.dev/provenance/v1');

const spec = { values: ['config', 'state', 'done', 'identity-token', 'key', 'signer', 'signing-config', 'trusted-root', 'timeout', 'format'] };

/** Reads `sealwright release`: what `release:` of sealwright.yaml declares is listed, signed, attested, staged, verified and published. Source: docs/guides/release.md. */
export function readSealwrightRelease(input: ToolInput): ToolResult {
  const run = new Run(input);
  const args = parseArgs(input.args, spec);
  if (isOn(args, 'plan') || isOn(args, 'discard')) return run.result(undefined);
  const path = resolveFile(input.cwd, flagText(args, 'config') ?? 'sealwright.yaml');
  const config = path === undefined ? undefined : readConfig(input.files, path);
  run.problems(config);
  const declared = get(config?.node, 'release');
  if (config === undefined || declared === undefined) {
    run.unclear(input.span, config === undefined ? 'the configuration of the release is not in the repository' : 'nothing is declared to be released');
    return run.result(config?.path);
  }
  release(run, { declared, args, folder: folderOf(config.path), name: args.words[1] ?? input.tag });
  return run.result(config.path);
}

interface Declared {
  readonly declared: Node;
  readonly args: Args;
  /** Of the configuration, relative to the checkout: paths in it begin there. */
  readonly folder: string;
  readonly name: Text;
}

function release(run: Run, { declared, args, folder, name }: Declared): void {
  const { input } = run;
  const at = spanOf(declared, input.span);
  const fill = (pattern: string): Text => filled(pattern, name);
  const here = (path: string): Text => fill(relativeTo(input.cwd, joinPath(folder, path)));
  const signer = signerOf(declared, args);
  const files = maps(get(declared, 'files')).map((node) => ({ node, paths: texts(get(node, 'path')).map(here), evidence: texts(get(node, 'evidence')) }));
  const all = files.flatMap(({ paths }) => paths);
  const kept = lit(`${relativeTo(input.cwd, joinPath(folder, '.sealwright/release'))}/`);
  const list = concat(kept, lit(text(declared, 'checksums') ?? 'SHA256SUMS'));
  const made: Text[] = [];
  if (all.length > 0) {
    const documents = files.flatMap((one) => described(run, { at: spanOf(one.node, at), ...one }));
    run.add({ kind: 'hashes', subject: { kind: 'files', paths: [...all, ...documents], each: true }, algorithm: 'sha256', list, madeType: 'checksum' }, at);
    made.push(list, ...documents);
    for (const { node, paths, evidence } of files) made.push(...evidenceOf(run, { at: spanOf(node, at), paths, evidence, signer }));
    made.push(...provenanceOf(run, { at, files, signer, kept }));
    made.push(...signed(run, { at, subject: { kind: 'files', paths: [list] }, signer }));
  }
  const images = maps(get(declared, 'images')).flatMap((image, i) =>
    staged(run, { image, at: spanOf(image, at), signer, name, id: `${input.idPrefix}.image.${i}` }),
  );
  // Nothing is public before the whole of it verifies as signed by who is declared.
  const repo = text(declared, 'signer', 'repo');
  const asked = { identity: 'pinned', ...(repo === undefined ? {} : { expects: [lit(repo)] }), against: signer.keyless ? 'certificate' : 'key' } as const;
  const digests = images.map(({ subject }) => subject);
  for (const subject of [...(made.length === 0 ? [] : [{ kind: 'files', paths: [...all, list], each: true } as const]), ...digests])
    run.add({ kind: 'verifies', subject, tool: 'sealwright', ...asked, integrityOnly: false }, at);
  const gitTag = get(declared, 'gitTag');
  if (gitTag !== undefined)
    run.add(
      {
        kind: 'creates-tag',
        name,
        signed: true,
        mechanism: signer.keyless ? 'gitsign' : 'ssh',
        by: 'sealwright',
        pushed: text(gitTag, 'remote') !== undefined,
      },
      spanOf(gitTag, at),
    );
  for (const image of images) image.publish();
  const github = text(declared, 'github');
  if (github !== undefined && all.length > 0) {
    const repository = lit(github.split('/').slice(-2).join('/'));
    run.add({ kind: 'creates-release', tag: name, draft: true, createsTag: false, by: 'sealwright', repository }, at);
    const sink = { kind: 'release', tag: name, repository } as const;
    run.add(
      { kind: 'publishes', sink, subject: { kind: 'files', paths: [...all, ...made], each: true }, draft: true, failsOnUnmatched: true },
      spanOf(get(declared, 'github'), at),
    );
    // What the draft gives to who downloads it is held against what was verified.
    run.add({ kind: 'downloads-release', repository, tag: name, patterns: [wild('*')], to: concat(kept, lit('given')) }, at);
    run.add(
      { kind: 'verifies', subject: { kind: 'files', paths: [concat(kept, lit('given/'), wild('*'))] }, tool: 'sealwright', ...asked, integrityOnly: false },
      at,
    );
    run.add({ kind: 'flips-release', tag: name }, at);
  }
  for (const node of maps(get(declared, 'packages'))) {
    // The client of an index is run as it is written, with the files that were verified.
    const given = texts(get(node, 'files')).map(here);
    const words = texts(get(node, 'run')).map((word) =>
      word === '{files}'
        ? spaced(given)
        : word === '{attestations}'
          ? spaced(given.map((one) => concat(one, lit('.publish.attestation'))))
          : fill(shellWord(word)),
    );
    run.add({ kind: 'runs-script', script: spaced(words), shell: 'bash' }, spanOf(get(node, 'run'), at));
  }
}

function spaced(words: readonly Text[]): Text {
  return concat(...words.flatMap((word, i) => (i === 0 ? [word] : [lit(' '), word])));
}

function shellWord(word: string): string {
  return /^[\w./:@%+,={}-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

interface Signing {
  readonly mechanism: 'sigstore';
  readonly keyless: boolean;
  readonly key?: string;
}

function signerOf(declared: Node, args: Args): Signing {
  const key = flagText(args, 'key') ?? text(declared, 'signer', 'key');
  if (key !== undefined || args.flags.has('signer')) return { mechanism: 'sigstore', keyless: false, ...(key === undefined ? {} : { key }) };
  return { mechanism: 'sigstore', keyless: true };
}

interface Around {
  readonly at: ReturnType<typeof spanOf>;
  readonly signer: Signing;
}

function signed(run: Run, { at, subject, signer }: Around & { readonly subject: Subject }): readonly Text[] {
  run.add({ kind: 'signs', subject, ...signer, outputs: ['{file}.sigstore.json'], attachedTo: 'beside' }, at);
  return subject.kind === 'files' ? subject.paths.map((path) => concat(path, lit('.sigstore.json'))) : [];
}

const endings = { spdx: 'spdx', cyclonedx: 'cdx' } as const;

/** SBOMs of files, which the list of checksums names as well. Returns their paths. */
function described(
  run: Run,
  { at, paths, evidence }: Pick<Around, 'at'> & { readonly paths: readonly Text[]; readonly evidence: readonly string[] },
): readonly Text[] {
  return (['spdx', 'cyclonedx'] as const).flatMap((format) => {
    if (!evidence.includes(format)) return [];
    const ending = `.${endings[format]}.json`;
    run.add(
      { kind: 'describes', subject: { kind: 'files', paths, each: true }, format, outputPattern: `{file}${ending}`, attachedTo: 'beside', tool: 'sealwright' },
      at,
    );
    return paths.map((path) => concat(path, lit(ending)));
  });
}

/** Provenance of all files that ask for it, in one file. */
function provenanceOf(
  run: Run,
  around: Around & { readonly files: readonly { readonly paths: readonly Text[]; readonly evidence: readonly string[] }[]; readonly kept: Text },
): readonly Text[] {
  const { at, files, signer, kept } = around;
  const paths = files.filter(({ evidence }) => evidence.includes('provenance')).flatMap((one) => one.paths);
  if (paths.length === 0) return [];
  const outputs = [concat(kept, lit('provenance.intoto.jsonl'))];
  const subject: Subject = { kind: 'files', paths, each: true };
  run.add({ kind: 'attests', subject, predicate: 'slsa-provenance', predicateType: slsa, signed: true, ...signer, outputs, attachedTo: 'beside' }, at);
  return outputs;
}

/** Signatures of files and attestations of their SBOMs: each lies beside its file. */
function evidenceOf(run: Run, around: Around & { readonly paths: readonly Text[]; readonly evidence: readonly string[] }): readonly Text[] {
  const { at, paths, evidence, signer } = around;
  const subject: Subject = { kind: 'files', paths, each: true };
  const made: Text[] = [];
  if (evidence.includes('signature')) made.push(...signed(run, { at, subject, signer }));
  for (const format of ['spdx', 'cyclonedx'] as const) {
    if (!evidence.includes(format)) continue;
    const outputs = paths.map((path) => concat(path, lit(`.${endings[format]}.intoto.jsonl`)));
    run.add({ kind: 'attests', subject, predicate: `sbom-${format}`, signed: true, ...signer, outputs, attachedTo: 'beside' }, at);
    made.push(...outputs);
  }
  if (evidence.includes('pep740')) {
    const outputs = paths.map((path) => concat(path, lit('.publish.attestation')));
    run.add({ kind: 'attests', subject, predicate: 'publish', signed: true, mechanism: 'pep740', keyless: true, outputs, attachedTo: 'beside' }, at);
    made.push(...outputs);
  }
  return made;
}

interface StagedImage {
  readonly subject: Subject;
  /** Moves its tags to what was pushed. */
  readonly publish: () => void;
}

/** An image is pushed by its digest and gets its evidence; its tags are moved once all is verified. */
function staged(
  run: Run,
  { image, at, signer, name, id }: Around & { readonly image: Node; readonly name: Text; readonly id: string },
): readonly StagedImage[] {
  const to = text(image, 'to');
  if (to === undefined) {
    run.unclear(at, 'where an image is pushed was not read');
    return [];
  }
  const digest = hole(`${id}.digest`, { label: 'digest', shape: 'sha256:[0-9a-f]{64}' });
  const pinned = concat(lit(`${to}@`), digest);
  run.add({ kind: 'pushes-image', refs: [lit(to)], byDigest: true, digest, media: 'image', provenance: 'none', sbom: 'none' }, at);
  const subject: Subject = { kind: 'digest', name: lit(to), digest };
  // In a registry evidence has the form that cosign reads.
  const how = { ...signer, mechanism: signer.keyless ? 'cosign-keyless' : 'cosign-key' } as const;
  const evidence = texts(get(image, 'evidence'));
  if (evidence.includes('signature')) run.add({ kind: 'signs', subject, ...how, attachedTo: 'registry', recursive: true }, at);
  if (evidence.includes('provenance'))
    run.add({ kind: 'attests', subject, predicate: 'slsa-provenance', predicateType: slsa, signed: true, ...how, attachedTo: 'registry' }, at);
  for (const format of ['spdx', 'cyclonedx'] as const)
    if (evidence.includes(format))
      run.add({ kind: 'attests', subject, predicate: `sbom-${format}`, signed: true, ...how, attachedTo: 'registry', eachPlatform: true }, at);
  // A version has no `v`, and begins with a digit.
  const version = derive('version', name, { label: 'version', shape: '[0-9][0-9A-Za-z._-]*' });
  const refs = texts(get(image, 'tags')).map((tag) => concat(lit(`${to}:`), filled(tag, name, literalOf(name) === undefined ? version : undefined)));
  return [
    {
      subject,
      publish: () => {
        if (refs.length > 0) run.add({ kind: 'tags-image', refs, sources: [pinned], newIndex: false, digest }, at);
      },
    },
  ];
}

/** A pattern of the configuration: `*` is any part of a name, and the release's name and version stand for themselves. */
function filled(pattern: string, name: Text, version = stripPrefix(name, lit('v'))): Text {
  const parts = pattern.split(/(\{name\}|\{version\}|\*\*|\*)/);
  return concat(
    ...parts.map((part) => (part === '{name}' ? name : part === '{version}' ? version : part.startsWith('*') ? wild(part === '**' ? '**' : '*') : lit(part))),
  );
}
