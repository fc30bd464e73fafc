import { concat, emptyText, hole, lit, nameSet, wild } from '../../../values/index.ts';
import type { Text } from '../../../values/index.ts';
import type { Node } from '../../../workflow/index.ts';
import { get, maps, scalarOf, spanOf, text, texts } from '../support/node.ts';
import { both, not } from '../support/run.ts';
import { distinct } from './made.ts';
import type { Binary, Made } from './made.ts';
import { runHooks } from './hooks.ts';
import { named } from './project.ts';
import type { ArtifactFields, Project } from './project.ts';
import { targetsOf } from './targets.ts';
import type { Target } from './targets.ts';

const variantFields = ['Amd64', 'Arm', 'Arm64', 'I386', 'Mips', 'Ppc64', 'Riscv64', 'Abi', 'Target', 'Ext'];

/** The fields of a platform; what it has no variant for is empty. */
export function platformFields(os: Text, arch: Text, more: ReadonlyMap<string, Text> = new Map()): ArtifactFields {
  return new Map([['Os', os], ['Arch', arch], ...variantFields.map((field): [string, Text] => [field, emptyText]), ...more]);
}

/** `builds`: the binaries of every target, and the hooks around them. Without the section one build with the defaults. */
export function buildBinaries(project: Project, made: Made): void {
  const { run } = project;
  const section = get(project.root, 'builds');
  const single = get(project.root, 'build');
  const written = [...maps(section), ...(single?.kind === 'map' ? [single] : [])];
  if (section?.kind === 'list' && section.items.length > written.length) run.doubt(section.span, 'some entries of builds were not read');
  for (const build of written.length > 0 ? written : [undefined]) {
    const id = text(build, 'id') ?? project.id;
    const does = not(project.isTrue(get(build, 'skip')));
    if (does.truth === false) continue;
    const at = spanOf(build, run.input.span);
    runHooks(project, get(build, 'hooks', 'pre'), at);
    const binaries = binariesOf(project, build, id);
    const python = isPython(build);
    for (const binary of binaries) {
      if (python) made.addFile({ type: 'package', id, name: binary.name, path: binary.path, fields: binary.fields });
      else made.addBinary(binary);
    }
    run.add(
      { kind: 'builds', outputs: distinct(binaries.map((binary) => binary.path)), by: 'GoReleaser', id, ...(python ? { madeType: 'package' } : {}) },
      at,
      does,
    );
    const path = hole(`${run.input.idPrefix}.build.${id}.Path`, { label: 'Path', each: nameSet(distinct(binaries.map((b) => b.path))) });
    runHooks(
      project,
      get(build, 'hooks', 'post'),
      at,
      platformFields(
        wild('*'),
        wild('*'),
        new Map([
          ['Path', path],
          ['Name', binaries[0]?.name ?? emptyText],
        ]),
      ),
    );
  }
  universalBinaries(project, made);
  compress(project, made);
}

function binariesOf(project: Project, build: Node | undefined, id: string): readonly Binary[] {
  const { targets, whole } = targetsOf(build);
  if (!whole) project.run.doubt(spanOf(build, project.run.input.span), `the targets of build ${id} are not all known`);
  const known = targets.map((target) => binaryOf(project, build, id, target));
  return whole ? known : [...known, binaryOf(project, build, id, undefined)];
}

/** One binary; without a target it stands for all of them. */
function binaryOf(project: Project, build: Node | undefined, id: string, target: Target | undefined): Binary {
  const ext = extension(text(build, 'buildmode'), target);
  const fields = platformFields(
    target === undefined ? wild('*') : lit(target.os),
    target === undefined ? wild('*') : lit(target.arch),
    new Map<string, Text>([...[...(target?.variants ?? [])].map(([key, value]): [string, Text] => [key, lit(value)]), ['Ext', ext]]),
  );
  const base = project.renderNode(get(build, 'binary'), '{{ .ProjectName }}', fields);
  const name = isPython(build) ? concat(wild('*'), lit(text(build, 'buildmode') === 'sdist' ? '.tar.gz' : '.whl')) : named(base, ext);
  const folder =
    project.isTrue(get(build, 'no_unique_dist_dir')).truth === true
      ? name
      : named(`${id}_`, target === undefined ? wild('*') : concat(lit(target.folder), wild('*')), '/', name);
  const prebuilt = text(build, 'prebuilt', 'path');
  return {
    build: id,
    os: target?.os ?? '*',
    arch: target?.arch ?? '*',
    platform: target === undefined ? '*' : `${target.os}/${target.arch}/${[...target.variants.values()].join('/')}`,
    fields: new Map([...fields, ['Binary', base]]),
    name,
    path: prebuilt === undefined ? project.inDist(folder) : project.render(prebuilt, fields),
  };
}

/** Builders whose wheels and source distributions are uploaded as they are. */
function isPython(build: Node | undefined): boolean {
  return text(build, 'builder') === 'uv' || text(build, 'builder') === 'poetry';
}

/** `extFor` of internal/pipe/build. */
function extension(buildmode: string | undefined, target: Target | undefined): Text {
  if (target === undefined) return wild('*');
  const windows = target.os === 'windows';
  if (buildmode === 'c-shared') return lit(target.os === 'darwin' ? '.dylib' : windows ? '.dll' : target.arch === 'wasm' ? '.wasm' : '.so');
  if (buildmode === 'c-archive') return lit(windows ? '.lib' : '.a');
  return lit(target.arch === 'wasm' ? '.wasm' : windows ? '.exe' : '');
}

/** `universal_binaries`: one binary for macOS of two; with `replace` the two are not packed. */
function universalBinaries(project: Project, made: Made): void {
  const { run } = project;
  for (const entry of maps(get(project.root, 'universal_binaries'))) {
    const id = text(entry, 'id') ?? project.id;
    const ids = texts(get(entry, 'ids'));
    const from = made.built(ids.length > 0 ? ids : [id]).filter((binary) => binary.os === 'darwin');
    if (from.length === 0) continue;
    const fields = platformFields(lit('darwin'), lit('all'));
    const name = project.renderNode(get(entry, 'name_template'), '{{ .ProjectName }}', fields);
    const path = project.inDist(named(`${id}_darwin_all/`, name));
    run.add({ kind: 'transforms', how: 'lipo', inputs: distinct(from.map((binary) => binary.path)), outputs: [path], id }, entry.span);
    if (text(entry, 'replace') === 'true') {
      for (const binary of from) made.binaries.splice(made.binaries.indexOf(binary), 1);
    }
    made.addBinary({ build: id, os: 'darwin', arch: 'all', platform: 'darwin/all/', fields: new Map([...fields, ['Binary', name]]), name, path });
    runHooks(project, get(entry, 'hooks', 'post'), entry.span, new Map([...fields, ['Path', path], ['Name', name]]));
  }
}

/** `upx`: rewrites binaries in place; off unless `enabled`. */
function compress(project: Project, made: Made): void {
  for (const entry of maps(get(project.root, 'upx'))) {
    const goos = texts(get(entry, 'goos'));
    const paths = made
      .built(texts(get(entry, 'ids')))
      .filter((binary) => goos.length === 0 || goos.includes(binary.os))
      .map((binary) => binary.path);
    if (paths.length === 0) continue;
    project.run.add(
      { kind: 'transforms', how: 'upx', inputs: distinct(paths), outputs: distinct(paths), inPlace: true },
      entry.span,
      project.isTrue(get(entry, 'enabled')),
    );
  }
}

/** `notarize`: macOS binaries signed and notarized in place by GoReleaser itself; off unless `enabled`. */
export function notarize(project: Project, made: Made): void {
  const { run } = project;
  for (const entry of maps(get(project.root, 'notarize', 'macos'))) {
    const ids = texts(get(entry, 'ids'));
    const paths = distinct(
      made
        .built(ids.length > 0 ? ids : [project.id])
        .filter((binary) => binary.os === 'darwin')
        .map((binary) => binary.path),
    );
    const does = both(project.isTrue(get(entry, 'enabled')), project.options.does('notarize'));
    if (paths.length === 0) {
      if (does.truth !== false) run.idle({ at: entry.span, what: 'signs', section: 'notarize', reason: 'no macOS binary has one of these ids' });
      continue;
    }
    run.add(
      { kind: 'signs', subject: { kind: 'files', paths }, mechanism: 'apple-codesign', keyless: false, attachedTo: 'embedded', inPlace: true },
      entry.span,
      does,
    );
    const complete = ['issuer_id', 'key_id', 'key'].every((key) => (scalarOf(get(entry, 'notarize', key)) ?? '') !== '');
    if (complete)
      run.add({ kind: 'signs', subject: { kind: 'files', paths }, mechanism: 'apple-notarization', keyless: false, attachedTo: 'log' }, entry.span, does);
  }
}
