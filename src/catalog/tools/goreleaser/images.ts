import { concat, derive, hole, lit, literalOf, wild } from '../../../values/index.ts';
import type { Text } from '../../../values/index.ts';
import type { Node } from '../../../workflow/index.ts';
import { get, maps, text, texts } from '../support/node.ts';
import { both, not, when } from '../support/run.ts';
import type { Holds } from '../support/run.ts';
import { packedBinaries } from './image-contents.ts';
import type { Made, MadeImage } from './made.ts';
import { named } from './project.ts';
import type { Project } from './project.ts';

const docker = [{ kind: 'tool', name: 'docker' }] as const;

/** Pushes every image: `dockers` and `docker_manifests`, then `dockers_v2`, then `kos`, as the publishers do. */
export function pushImages(project: Project, made: Made, published: Holds): void {
  const does = project.options.does('docker');
  maps(get(project.root, 'dockers')).forEach((entry, i) => dockerImage(project, made, entry, i, both(does, published)));
  maps(get(project.root, 'docker_manifests')).forEach((entry, i) => dockerManifest(project, made, entry, i, both(does, published)));
  maps(get(project.root, 'dockers_v2')).forEach((entry, i) => dockerV2(project, made, entry, i, both(does, published)));
  listDigests(project, made, both(does, published));
  maps(get(project.root, 'kos')).forEach((entry, i) => koImage(project, made, entry, i, both(project.options.does('ko'), published)));
}

function digestOf(project: Project, section: string, i: number): Text {
  return hole(`${project.run.input.idPrefix}.${section}.${i}.digest`, { label: `${section}[${i}] digest`, shape: 'sha256:[0-9a-f]{64}' });
}

function add(made: Made, image: Omit<MadeImage, 'id'>, id: string | undefined): void {
  made.images.push({ ...image, id });
}

/** `dockers`: one platform each. GoReleaser itself adds `--provenance=false --sbom=false` unless the flags speak of them. */
function dockerImage(project: Project, made: Made, entry: Node, i: number, does: Holds): void {
  const { run } = project;
  const refs = project.renderList(texts(get(entry, 'image_templates')));
  if (refs.length === 0) return;
  const flags = texts(get(entry, 'build_flag_templates'));
  const provenance = flags.some((flag) => flag.includes('provenance') && !flag.endsWith('=false')) ? 'unknown' : 'none';
  const sbom = flags.some((flag) => flag.includes('sbom') && !flag.endsWith('=false')) ? 'unknown' : 'none';
  const direct = flags.some((flag) => flag === '--push' || flag.includes('type=registry'));
  const id = text(entry, 'id');
  const skipped = pushSkipped(project, get(entry, 'skip_push'));
  const pushes = direct ? does : both(does, not(skipped));
  const digest = digestOf(project, 'dockers', i);
  if (pushes.truth === false) {
    run.add({ kind: 'builds-image', refs, provenance, sbom: 'none' }, entry.span, project.options.does('docker'));
    return;
  }
  run.add(
    {
      kind: 'pushes-image',
      refs,
      digest,
      media: 'image',
      platforms: platformOf(entry, flags),
      provenance,
      sbom,
      packs: packedBinaries(project, made, entry, [`${text(entry, 'goos') ?? 'linux'}/${text(entry, 'goarch') ?? 'amd64'}`]),
      ...(id === undefined ? {} : { id }),
      madeType: 'image',
      needs: docker,
    },
    entry.span,
    pushes,
  );
  if (skipped.truth !== true) add(made, { type: 'image', refs, digest }, id);
}

/** `skip_push`: true, or `auto`, which skips pre-releases only. */
function pushSkipped(project: Project, node: Node | undefined): Holds {
  if (node === undefined) return when(false, '');
  return literalOf(project.renderNode(node))?.trim() === 'auto' ? when(false, '') : project.isTrue(node);
}

function platformOf(entry: Node, flags: readonly string[]): readonly Text[] {
  const flag = flags.find((f) => f.startsWith('--platform='))?.slice('--platform='.length);
  if (flag !== undefined && !flag.includes('{{')) return flag.split(',').map(lit);
  return [lit(`${text(entry, 'goos') ?? 'linux'}/${text(entry, 'goarch') ?? 'amd64'}`)];
}

/** `docker_manifests`: an index over images that were pushed before. */
function dockerManifest(project: Project, made: Made, entry: Node, i: number, does: Holds): void {
  const refs = project.renderList([text(entry, 'name_template') ?? '']);
  const sources = project.renderList(texts(get(entry, 'image_templates')));
  const pushes = both(does, not(pushSkipped(project, get(entry, 'skip_push'))));
  if (refs.length === 0 || sources.length === 0 || pushes.truth === false) return;
  const digest = digestOf(project, 'docker_manifests', i);
  project.run.add({ kind: 'tags-image', refs, sources, newIndex: true, digest, madeType: 'image-manifest' }, entry.span, pushes);
  add(made, { type: 'image-manifest', refs, digest }, text(entry, 'id'));
}

/** `dockers_v2` (since v2.12): one index over its platforms for every image and tag, with BuildKit's SBOM unless `sbom` is false and its provenance by default. */
function dockerV2(project: Project, made: Made, entry: Node, i: number, does: Holds): void {
  const { run } = project;
  const enabled = both(does, not(project.isTrue(get(entry, 'disable'))));
  const names = project.renderList(texts(get(entry, 'images')));
  const written = texts(get(entry, 'tags'));
  const tags = project.renderList(written.length > 0 ? written : ['{{.Tag}}']);
  if (names.length === 0 || tags.length === 0 || enabled.truth === false) return;
  const platforms = texts(get(entry, 'platforms'));
  const flags = texts(get(entry, 'flags'));
  const id = text(entry, 'id') ?? project.id;
  const refs = names.flatMap((name) => tags.map((tag) => named(name, ':', tag)));
  const digest = digestOf(project, 'dockers_v2', i);
  const sbomWritten = get(entry, 'sbom');
  const sbomOn = sbomWritten === undefined ? when(true, '') : project.isTrue(sbomWritten);
  const sbom = flags.some((flag) => flag === '--sbom=false') ? 'unknown' : sbomOn.truth === 'unknown' ? 'unknown' : sbomOn.truth ? 'spdx' : 'none';
  run.add(
    {
      kind: 'pushes-image',
      refs,
      digest,
      media: 'image',
      platforms: (platforms.length > 0 ? platforms : ['linux/amd64', 'linux/arm64']).map((platform) => project.render(platform)),
      provenance: buildxProvenance(project, flags),
      sbom,
      packs: packedBinaries(project, made, entry, platforms.length > 0 ? platforms : ['linux/amd64', 'linux/arm64']),
      id,
      madeType: 'image-v2',
      needs: docker,
    },
    entry.span,
    enabled,
  );
  add(made, { type: 'image-v2', refs, digest }, id);
}

/** What `docker buildx build --push` attaches: BuildKit's minimal provenance unless a flag or the environment says otherwise. */
function buildxProvenance(project: Project, flags: readonly string[]): 'none' | 'min' | 'max' | 'default' | 'unknown' {
  const flag = flags.findLast((f) => f.includes('provenance'));
  if (flag !== undefined) {
    if (/provenance=(false|disabled=true)/.test(flag)) return 'none';
    if (flag.includes('mode=max')) return 'max';
    return flag.includes('{{') ? 'unknown' : 'min';
  }
  const off = project.env('BUILDX_NO_DEFAULT_ATTESTATIONS');
  if (off === undefined || literalOf(off) === '' || literalOf(off) === '0' || literalOf(off) === 'false') return 'default';
  return literalOf(off) === undefined ? 'unknown' : 'none';
}

/** `docker_digest`: a list of digests and names beside the other files; it is not uploaded. */
function listDigests(project: Project, made: Made, does: Holds): void {
  const entry = get(project.root, 'docker_digest');
  const types = [...new Set(made.images.map((image) => image.type))];
  const off = project.isTrue(get(entry, 'disable'));
  if (types.length === 0) return;
  project.run.add(
    {
      kind: 'hashes',
      subject: { kind: 'made', types },
      algorithm: 'sha256',
      list: project.inDist(project.renderNode(get(entry, 'name_template'), 'digests.txt')),
    },
    entry?.span ?? project.run.input.span,
    both(does, not(off)),
  );
}

/** `kos`: an image built by ko inside GoReleaser, with its unsigned SPDX document unless `sbom` is `none`. */
function koImage(project: Project, made: Made, entry: Node, i: number, does: Holds): void {
  const { run } = project;
  const enabled = both(does, not(project.isTrue(get(entry, 'disable'))));
  const fromEnv = project.env('KO_DOCKER_REPO');
  const repositories =
    fromEnv !== undefined && fromEnv.length > 0 ? [fromEnv] : project.renderList([...texts(get(entry, 'repositories')), ...texts(get(entry, 'repository'))]);
  const [first, ...others] = repositories;
  if (enabled.truth === false) return;
  if (first === undefined) {
    run.doubt(entry.span, 'kos names no repository and KO_DOCKER_REPO is not set');
    return;
  }
  const id = text(entry, 'id') ?? project.id;
  const tags = project.renderList(texts(get(entry, 'tags')));
  const effective = tags.length > 0 ? tags : [lit('latest')];
  const name = koName(project, entry, first);
  const refs = effective.map((tag) => named(name, ':', tag));
  const digest = digestOf(project, 'kos', i);
  const kind = text(entry, 'sbom') ?? 'spdx';
  const platforms = texts(get(entry, 'platforms'));
  run.add(
    {
      kind: 'pushes-image',
      refs,
      digest,
      media: 'image',
      platforms: (platforms.length > 0 ? platforms : ['linux/amd64']).map(lit),
      provenance: 'none',
      sbom: kind === 'spdx' ? 'spdx' : kind.includes('{{') ? 'unknown' : 'none',
      id,
      madeType: 'ko-image',
    },
    entry.span,
    enabled,
  );
  add(made, { type: 'ko-image', refs, digest }, id);
  const copies = others.flatMap((repository) => effective.map((tag) => named(repository, ':', tag)));
  if (copies.length > 0) {
    run.add({ kind: 'copies-image', from: refs.slice(0, 1), to: copies, evidence: false }, entry.span, enabled);
    add(made, { type: 'ko-image', refs: copies, digest }, id);
  }
}

/** How ko names an image in a repository: bare, by the last word of the import path, by all of it, or with a hash of it. */
function koName(project: Project, entry: Node, repository: Text): Text {
  if (text(entry, 'bare') === 'true') return repository;
  const main =
    text(entry, 'main')
      ?.replace(/^\.\/?/, '')
      .replace(/\/+$/, '') ?? '';
  const base = main === '' ? project.name : lit(main.slice(main.lastIndexOf('/') + 1));
  if (text(entry, 'base_import_paths') === 'true') return named(repository, '/', base);
  if (text(entry, 'preserve_import_paths') === 'true') return named(repository, '/', concat(wild('**'), base));
  return named(repository, '/', base, '-', derive('md5 of the import path', base, { shape: '[0-9a-f]{32}' }));
}
