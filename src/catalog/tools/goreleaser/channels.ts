import { hole, literalOf, nameSet } from '../../../values/index.ts';
import type { Text } from '../../../values/index.ts';
import type { Node } from '../../../workflow/index.ts';
import type { MadeType, Sink } from '../../effect.ts';
import { get, items, maps, text, texts, truth } from '../support/node.ts';
import { authOf } from '../npm/publish.ts';
import { both, not, when } from '../support/run.ts';
import type { Holds } from '../support/run.ts';
import { platformFields } from './binaries.ts';
import { extraFiles } from './checksums.ts';
import { runHooks } from './hooks.ts';
import { distinct } from './made.ts';
import type { Made } from './made.ts';
import { named } from './project.ts';
import type { Project } from './project.ts';
import { publishMade, repositoryName, uploadable } from './release.ts';

const files: readonly MadeType[] = ['archive'];

/** `blobs`, `uploads`, `artifactories`: buckets and servers, before the images and the release. */
export function uploadElsewhere(project: Project, made: Made, published: Holds): void {
  for (const entry of maps(get(project.root, 'blobs'))) {
    const provider = project.renderNode(get(entry, 'provider'));
    const url = named(
      provider,
      '://',
      project.renderNode(get(entry, 'bucket')),
      '/',
      project.renderNode(get(entry, 'directory'), '{{ .ProjectName }}/{{ .Tag }}'),
    );
    upload(project, made, entry, { kind: 'bucket', url }, uploadable, both(published, not(project.isTrue(get(entry, 'disable')))));
  }
  for (const section of ['uploads', 'artifactories']) {
    for (const entry of maps(get(project.root, section))) {
      const kinds: readonly (readonly MadeType[])[] = [
        ...(text(entry, 'checksum') === 'true' ? [['checksum'] as const] : []),
        ...(text(entry, 'signature') === 'true' ? [['signature', 'certificate'] as const] : []),
        ...(text(entry, 'mode') === 'binary' ? [['binary'] as const] : ([['archive'], ['source'], ['package'], ['installer']] as const)),
      ];
      const url = project.render(text(entry, 'target') ?? '', platformFields([], []));
      upload(project, made, entry, { kind: 'bucket', url }, kinds, both(published, not(project.isTrue(get(entry, 'skip')))));
    }
  }
}

function upload(project: Project, made: Made, entry: Node, sink: Sink, types: readonly (readonly MadeType[])[], does: Holds): void {
  if (truth(get(entry, 'extra_files_only')) !== true)
    publishMade(project, made, { sink, types, ids: texts(get(entry, 'ids')), at: entry.span, does, config: project.config });
  for (const extra of extraFiles(project, entry)) {
    project.run.add(
      {
        kind: 'publishes',
        sink,
        subject: { kind: 'files', paths: [extra.path] },
        ...(extra.name === undefined ? {} : { names: [extra.name] }),
        ...configOf(project),
      },
      entry.span,
      does,
    );
  }
}

function configOf(project: Project): { readonly config?: string } {
  return project.config === undefined ? {} : { config: project.config };
}

/** Sections that write a URL and a hash into a package manager's repository. `skip` is the word of `--skip`. */
const pointers: readonly { readonly section: string; readonly channel: string; readonly skip: string; readonly needsRepository: boolean }[] = [
  { section: 'nix', channel: 'nix', skip: 'nix', needsRepository: true },
  { section: 'winget', channel: 'winget', skip: 'winget', needsRepository: true },
  { section: 'brews', channel: 'homebrew', skip: 'homebrew', needsRepository: true },
  { section: 'brew', channel: 'homebrew', skip: 'homebrew', needsRepository: true },
  { section: 'homebrew_casks', channel: 'homebrew', skip: 'homebrew', needsRepository: true },
  { section: 'aurs', channel: 'aur', skip: 'aur', needsRepository: false },
  { section: 'aur_sources', channel: 'aur', skip: 'aur-source', needsRepository: false },
  { section: 'krews', channel: 'krew', skip: 'krew', needsRepository: true },
  { section: 'scoops', channel: 'scoop', skip: 'scoop', needsRepository: true },
  { section: 'scoop', channel: 'scoop', skip: 'scoop', needsRepository: true },
  { section: 'chocolateys', channel: 'chocolatey', skip: 'chocolatey', needsRepository: false },
];

/** Package managers' repositories, after the release that they point at. */
export function publishPointers(project: Project, made: Made, published: Holds): void {
  for (const pointer of pointers) {
    for (const entry of maps(get(project.root, pointer.section))) {
      const skipped =
        pointer.section === 'chocolateys' ? when(truth(get(entry, 'skip_publish')) === true, '') : uploadSkipped(project, get(entry, 'skip_upload'));
      const does = both(both(published, project.options.does(pointer.skip)), both(not(skipped), not(project.isTrue(get(entry, 'disable')))));
      if (does.truth === false) continue;
      // `tap` and `bucket` are version 1's words for the repository.
      const repository =
        repositoryName(project, get(entry, 'repository')) ??
        repositoryName(project, get(entry, 'tap')) ??
        repositoryName(project, get(entry, 'index')) ??
        repositoryName(project, get(entry, 'bucket'));
      if (repository === undefined && pointer.needsRepository) {
        if (get(entry, 'repository', 'git', 'url') === undefined)
          project.run.doubt(entry.span, `${pointer.section} names no repository, so nothing is published`);
        if (get(entry, 'repository', 'git', 'url') === undefined) continue;
      }
      const base = project.renderNode(get(entry, 'name'), '{{ .ProjectName }}');
      const name = pointer.section === 'aurs' && literalOf(base)?.endsWith('-bin') !== true ? named(base, '-bin') : base;
      project.run.add(
        {
          kind: 'publishes',
          sink: { kind: 'os-channel', channel: pointer.channel, pointer: true, name: repository ?? name },
          subject: { kind: 'made', types: made.has('archive') ? files : ['archive', 'package'] },
          names: [name],
          ...configOf(project),
        },
        entry.span,
        does,
      );
    }
  }
}

/** `skip_upload`: true, or `auto`, which skips pre-releases only. */
function uploadSkipped(project: Project, node: Node | undefined): Holds {
  if (node === undefined) return when(false, '');
  return literalOf(project.renderNode(node))?.trim() === 'auto' ? when(false, '') : project.isTrue(node);
}

/** Stores that take the file itself: snaps, and the paid edition's apt, yum and npm publishers. */
export function publishPackages(project: Project, published: Holds): void {
  const { run } = project;
  for (const entry of maps(get(project.root, 'snapcrafts'))) {
    if (truth(get(entry, 'publish')) !== true) continue;
    const does = both(both(published, project.options.does('snapcraft')), not(project.isTrue(get(entry, 'disable'))));
    run.add(
      {
        kind: 'publishes',
        sink: { kind: 'os-channel', channel: 'snap', pointer: false, name: project.renderNode(get(entry, 'name'), '{{ .ProjectName }}') },
        subject: { kind: 'made', types: ['os-package'], ids: [text(entry, 'id') ?? 'default'] },
        ...configOf(project),
      },
      entry.span,
      does,
    );
  }
  for (const [section, channel] of [
    ['furies', 'gemfury'],
    ['gemfury', 'gemfury'],
    ['cloudsmiths', 'cloudsmith'],
  ] as const) {
    for (const entry of maps(get(project.root, section))) {
      const account = text(entry, 'account') ?? text(entry, 'organization');
      const does = both(published, not(project.isTrue(get(entry, 'disable'))));
      run.add(
        {
          kind: 'publishes',
          sink: { kind: 'os-channel', channel, pointer: false, ...(account === undefined ? {} : { name: project.render(account) }) },
          subject: { kind: 'made', types: ['package'], ...idsOf(entry) },
          ...configOf(project),
        },
        entry.span,
        does,
      );
    }
  }
  for (const entry of maps(get(project.root, 'npms'))) {
    const name = project.renderNode(get(entry, 'name'), '{{ .ProjectName }}');
    run.add(
      {
        kind: 'publishes',
        sink: { kind: 'index', index: 'npm' },
        subject: { kind: 'unknown', why: 'the package is made by GoReleaser and downloads the archive when it is installed' },
        names: [name],
        auth: authOf(run.input),
        ...configOf(project),
      },
      entry.span,
      both(published, not(project.isTrue(get(entry, 'disable')))),
    );
  }
}

function idsOf(entry: Node): { readonly ids?: readonly string[] } {
  const ids = texts(get(entry, 'ids'));
  return ids.length === 0 ? {} : { ids };
}

/** `publishers`: the project's own commands, each run for every file and image with its name in the line. */
export function runPublishers(project: Project, made: Made, published: Holds): void {
  for (const entry of items(get(project.root, 'publishers'))) {
    if (entry.kind !== 'map') continue;
    const does = both(published, not(project.isTrue(get(entry, 'disable'))));
    const kinds: readonly MadeType[] = [
      'archive',
      'package',
      'binary',
      'source',
      'sbom',
      ...(text(entry, 'checksum') === 'true' ? (['checksum'] as const) : []),
      ...(text(entry, 'signature') === 'true' ? (['signature'] as const) : []),
    ];
    const chosen = made.select(kinds, texts(get(entry, 'ids')));
    const extras = extraFiles(project, entry);
    const each = (what: string, names: readonly Text[]): Text =>
      hole(`${project.run.input.idPrefix}.publisher.${entry.span.start}.${what}`, { label: what, each: nameSet(distinct(names)) });
    const fields = platformFields(
      hole('goreleaser.Os', { label: 'Os' }),
      hole('goreleaser.Arch', { label: 'Arch' }),
      new Map([
        ['ArtifactPath', each('ArtifactPath', [...chosen.map((file) => file.path), ...extras.map((extra) => extra.path)])],
        ['ArtifactName', each('ArtifactName', [...chosen.map((file) => file.name), ...extras.map((extra) => extra.path)])],
      ]),
    );
    if (does.truth !== false) runHooks(project, entry, entry.span, fields, does);
  }
}
