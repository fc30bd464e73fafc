import { limits, SealwrightError, type PiecesRead } from '../../base/index.ts';
import { changed, digestOf, frozenDigest, type Context } from '../context.ts';
import type { Facts } from '../journal.ts';
import { provenanceName, publishName } from '../names.ts';
import type { ImageTree } from '../ports.ts';

/** Keeps what was built, and writes down its digests: from here on these bytes are the release. */
export async function freeze(context: Context): Promise<Facts> {
  const { plan, ports } = context;
  const outputs: Record<string, string> = {};
  const executables: string[] = [];
  for (const { name, path } of plan.files) {
    const { read, executable = false } = piecesOf(sourceAt(context, path), path);
    outputs[name] = ports.store.keep(name, read(), { executable }).sha256;
    if (executable) executables.push(name);
  }
  const trees = plan.images.map((image) => ({ image, tree: inLayout(context, image.layout) }));
  for (const { image, tree } of trees) {
    if (tree.images.length === 0)
      throw new SealwrightError('RELEASE_REFUSED', { message: `${image.layout} holds an index of no image`, hint: 'build it with a platform at least' });
    // Who has the tag has the index: what hangs on its platforms alone says nothing of it.
    if (tree.images[0] !== tree.top && !image.evidence.some((one) => one === 'signature' || one === 'provenance'))
      throw new SealwrightError('RELEASE_REFUSED', {
        message: `${image.layout} holds an index, of which nothing would be signed: SBOMs are of its platforms`,
        hint: `add signature to the evidence of ${image.to}`,
      });
  }
  return { outputs, executables, digests: trees.map(({ tree }) => tree.top) };
}

/** Throws RELEASE_CHANGED where what lies there now is not what was frozen: a name is never given to other bytes. */
export function stillFrozen(context: Context, { outputs = {}, digests = [] }: Facts, hashOf: (pieces: Iterable<Uint8Array>) => string): void {
  const { plan, ports } = context;
  const hint = 'put back what was built then, release under another name, or give the name up with --discard';
  for (const { name, path } of plan.files) {
    const source = sourceAt(context, path);
    // A runner that goes on may have only what was kept.
    if (source.kind === 'missing') continue;
    if (hashOf(piecesOf(source, path).read()) !== outputs[name]) throw changed(`${path} is not the file that was frozen for ${plan.name}`, hint);
  }
  for (const [i, { layout, chart }] of plan.images.entries()) {
    const tree = ports.images.inLayout(ports.disk.join(ports.root, layout));
    if (tree !== undefined && tree.top !== digests[i])
      throw changed(`${chart ?? layout} is not the ${chart === undefined ? 'image' : 'chart'} that was frozen for ${plan.name}`, hint);
  }
}

export function sourceAt({ ports }: Context, path: string): PiecesRead {
  return ports.disk.open(ports.disk.join(ports.root, path));
}

/** The image of a layout. Throws RELEASE_CHANGED where there is none. */
export function inLayout({ ports }: Context, layout: string): ImageTree {
  const tree = ports.images.inLayout(ports.disk.join(ports.root, layout));
  if (tree === undefined) throw changed(`there is no OCI layout ${layout}`, 'build it again, and run this again');
  return tree;
}

function piecesOf(source: PiecesRead, path: string): Extract<PiecesRead, { kind: 'pieces' }> {
  if (source.kind === 'pieces') return source;
  const why = source.kind === 'missing' ? 'is not there any more' : source.kind === 'folder' ? 'is a folder' : `cannot be read: ${source.reason}`;
  throw changed(`${path} ${why}`, 'build it again, and run this again');
}

export async function describe(context: Context, { file, as }: { readonly file: string; readonly as: 'spdx' | 'cyclonedx' }): Promise<Facts> {
  const { store, sbom } = context.ports;
  const document = await sbom({ kind: 'file', path: store.pathOf(file), name: file }, as);
  const name = sbomName(file, as);
  return { outputs: { [name]: store.keep(name, [document]).sha256 } };
}

/** The list that `sha256sum --check` reads, of the files and of the documents that describe them. */
export async function checksums(context: Context): Promise<Facts> {
  const { plan, ports } = context;
  const listed = plan.files.flatMap((file) => [
    { name: file.name, sha256: frozenDigest(context, file.name) },
    ...(['spdx', 'cyclonedx'] as const)
      .filter((as) => file.evidence.includes(as))
      .map((as) => ({ name: sbomName(file.name, as), sha256: digestOf(context, `describe ${file.name} ${as}`, sbomName(file.name, as)) })),
  ]);
  const lines = listed.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(({ name, sha256 }) => `${sha256}  ${name}\n`);
  return { outputs: { [plan.checksums]: ports.store.keep(plan.checksums, [Buffer.from(lines.join(''))]).sha256 } };
}

export async function sign(context: Context, { file }: { readonly file: string }): Promise<Facts> {
  const { plan, ports } = context;
  const sha256 = file === plan.checksums ? digestOf(context, 'checksums', file) : frozenDigest(context, file);
  const signing = await ports.signing();
  // Some keys sign nothing less than the bytes.
  const kept = ports.disk.open(ports.store.pathOf(file));
  const { json } = await signing.signArtifact({ sha256, ...(kept.kind === 'pieces' ? { read: kept.read } : {}) });
  return keepText(context, `${file}.sigstore.json`, json);
}

export async function attestSbom(context: Context, { file, as }: { readonly file: string; readonly as: 'spdx' | 'cyclonedx' }): Promise<Facts> {
  const { ports } = context;
  const name = sbomName(file, as);
  const read = ports.disk.read(ports.store.pathOf(name), { maxBytes: limits.maxEvidenceBytes });
  if (read.kind !== 'bytes') throw changed(`${name} is not there any more`, 'run this again');
  const payload = ports.statement({
    subjects: [{ name: file, sha256: frozenDigest(context, file) }],
    predicateType: ports.predicateTypes[as],
    predicate: JSON.parse(Buffer.from(read.bytes).toString('utf8')),
  });
  const { json } = await (await ports.signing()).signStatement(payload);
  return keepText(context, `${name.replace(/\.json$/, '')}.intoto.jsonl`, json);
}

/** One statement about all of them: they come from one job. */
export async function attestProvenance(context: Context): Promise<Facts> {
  const { plan, ports } = context;
  const attested = plan.files.filter(({ evidence }) => evidence.includes('provenance'));
  // What lies in a folder that was brought here may be anybody's: this job says of nothing that it made it which it does not have.
  const unseen = attested.find(({ path }) => sourceAt(context, path).kind === 'missing');
  if (unseen !== undefined)
    throw changed(
      `${unseen.path} is not here any more, and no provenance is signed of what this run has not seen`,
      'build it again, or give the name up with --discard',
    );
  const subjects = attested.map(({ name }) => ({ name, sha256: frozenDigest(context, name) }));
  const { json } = await (await ports.signing()).signStatement(await ports.provenance(subjects));
  return keepText(context, provenanceName, json);
}

export function sbomName(file: string, as: 'spdx' | 'cyclonedx'): string {
  return `${file}.${as === 'spdx' ? 'spdx' : 'cdx'}.json`;
}

/** An index takes one object for each distribution. Source: PEP 740. */
export async function attestPublish(context: Context, { file }: { readonly file: string }): Promise<Facts> {
  return keepText(context, publishName(file), await context.ports.publishObject({ name: file, sha256: frozenDigest(context, file) }));
}

function keepText({ ports }: Context, name: string, text: string): Facts {
  const whole = text.endsWith('\n') ? text : `${text}\n`;
  return { outputs: { [name]: ports.store.keep(name, [Buffer.from(whole)]).sha256 } };
}
