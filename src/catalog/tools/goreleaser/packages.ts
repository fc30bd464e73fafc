import { concat, lit, wild } from '../../../values/index.ts';
import type { Text } from '../../../values/index.ts';
import type { Node } from '../../../workflow/index.ts';
import type { MadeType } from '../../effect.ts';
import { get, items, maps, text, texts, truth } from '../support/node.ts';
import { always, not } from '../support/run.ts';
import type { Holds } from '../support/run.ts';
import { platformSuffix } from './archives.ts';
import { distinct } from './made.ts';
import type { Binary, Made } from './made.ts';
import type { ArtifactFields, Project } from './project.ts';

/** Endings of nfpm's formats where they are not the format's own name (`ConventionalExtension`). */
const endings: Readonly<Record<string, string>> = { archlinux: '.pkg.tar.zst' };

const packagedOn: Readonly<Record<string, readonly string[]>> = { 'termux.deb': ['android'], msix: ['windows'], deb: ['linux', 'ios'], rpm: ['linux', 'aix'] };

/** Architectures that archlinux packages are made for (internal/pipe/nfpm). */
const archlinux = new Set(['all', 'amd64', 'arm64', '386', 'arm']);

/** Everything that is packed beside the archives, in the pipeline's order. */
export function packPackages(project: Project, made: Made): void {
  const does = project.options.does('nfpm');
  for (const entry of maps(get(project.root, 'nfpms'))) if (does.truth !== false) linuxPackages(project, made, entry, does);
  const srpm = get(project.root, 'srpm');
  if (truth(get(srpm, 'enabled')) === true && srpm !== undefined) {
    const name = project.renderNode(
      get(srpm, 'file_name_template'),
      '{{ .PackageName }}-{{ .Version }}.src.rpm',
      new Map([['PackageName', project.renderNode(get(srpm, 'package_name'), '{{ .ProjectName }}')]]),
    );
    packed(project, made, {
      type: 'package',
      id: '',
      how: 'source rpm',
      entry: srpm,
      files: [{ name, fields: new Map() }],
      from: [],
      does: project.options.does('srpm'),
    });
    rpmSignature(project, srpm, [project.inDist(name)], 'signature');
  }
  perPlatform(project, made, {
    section: 'makeselfs',
    how: 'makeself',
    type: 'installer',
    nameKey: 'filename',
    fallback: `{{ .ProjectName }}_${platformSuffix}.run`,
    ending: '',
    systems: undefined,
    does: project.options.does('makeself'),
  });
  perPlatform(project, made, {
    section: 'snapcrafts',
    how: 'snapcraft',
    type: 'os-package',
    nameKey: 'name_template',
    fallback: `{{ .ProjectName }}_${platformSuffix}`,
    ending: '.snap',
    systems: ['linux'],
    does: project.options.does('snapcraft'),
  });
  perPlatform(project, made, {
    section: 'flatpak',
    how: 'flatpak',
    type: 'installer',
    nameKey: 'name_template',
    fallback: `{{ .ProjectName }}_${platformSuffix}`,
    ending: '.flatpak',
    systems: ['linux'],
    does: project.options.does('flatpak'),
  });
  perPlatform(project, made, {
    section: 'dmg',
    how: 'disk image',
    type: 'installer',
    nameKey: 'name',
    fallback: '{{ .ProjectName }}_{{ .Arch }}',
    ending: '.dmg',
    systems: ['darwin'],
    does: always,
  });
  perPlatform(project, made, {
    section: 'pkgs',
    how: 'pkgbuild',
    type: 'installer',
    nameKey: 'name',
    fallback: '{{ .ProjectName }}_{{ .Arch }}',
    ending: '.pkg',
    systems: ['darwin'],
    does: always,
  });
  perPlatform(project, made, {
    section: 'msi',
    how: 'msi',
    type: 'installer',
    nameKey: 'name',
    fallback: '{{ .ProjectName }}_{{ .MsiArch }}',
    ending: '.msi',
    systems: ['windows'],
    does: always,
  });
  perPlatform(project, made, {
    section: 'nsis',
    how: 'nsis',
    type: 'installer',
    nameKey: 'name',
    fallback: '{{ .ProjectName }}_{{ .Arch }}_setup',
    ending: '.exe',
    systems: ['windows'],
    does: always,
  });
}

function linuxPackages(project: Project, made: Made, entry: Node, does: Holds): void {
  const id = text(entry, 'id') ?? 'default';
  const ids = [...texts(get(entry, 'ids')), ...texts(get(entry, 'builds'))];
  const meta = truth(get(entry, 'meta')) === true;
  for (const format of texts(get(entry, 'formats'))) {
    const override = get(entry, 'overrides', format);
    const setting = (key: string): string | undefined => text(override, key) ?? text(entry, key);
    const ending = endings[format] ?? `.${format}`;
    const systems = packagedOn[format] ?? ['linux'];
    const binaries = meta
      ? []
      : firstOfPlatforms(made.built(ids)).filter(
          (binary) => binary.os === '*' || (systems.includes(binary.os) && (format !== 'archlinux' || archlinux.has(binary.arch))),
        );
    const fieldSets: readonly ArtifactFields[] = meta
      ? [
          new Map([
            ['Os', lit('linux')],
            ['Arch', lit('all')],
          ]),
        ]
      : binaries.map((binary) => binary.fields);
    const files = fieldSets.map((platform) => {
      const packageName = project.render(setting('package_name') ?? '{{ .ProjectName }}', platform);
      const fields: ArtifactFields = new Map([
        ...platform,
        ['PackageName', packageName],
        ['Format', lit(format)],
        ['Release', lit(setting('release') ?? '')],
        ['Epoch', lit(setting('epoch') ?? '')],
        ['ConventionalFileName', concat(packageName, wild('*'), lit(ending))],
        ['ConventionalExtension', lit(ending)],
      ]);
      return { name: withEnding(project.render(setting('file_name_template') ?? `{{ .PackageName }}_${platformSuffix}`, fields), ending), fields };
    });
    const paths = packed(project, made, { type: 'package', id, how: `${format} package`, entry, files, from: binaries, does });
    packageSignature(project, format, entry, override, paths);
  }
}

function withEnding(name: Text, ending: string): Text {
  const last = name.at(-1);
  return last?.kind === 'lit' && last.text.endsWith(ending) ? name : concat(name, lit(ending));
}

/** nfpm signs a package inside it when the format's `signature.key_file` is given. */
function packageSignature(project: Project, format: string, entry: Node, override: Node | undefined, paths: readonly Text[]): void {
  const key = format === 'termux.deb' ? 'deb' : format;
  const signature = get(override, key, 'signature') ?? get(entry, key, 'signature');
  const file = text(signature, 'key_file') ?? text(signature, 'pfx_file');
  if (signature === undefined || file === undefined || file === '' || paths.length === 0) return;
  const mechanism = key === 'rpm' ? 'rpm' : key === 'deb' ? 'deb' : key === 'msix' ? 'authenticode' : 'custom';
  project.run.add(
    {
      kind: 'signs',
      subject: { kind: 'files', paths },
      mechanism,
      keyless: false,
      key: file,
      attachedTo: 'embedded',
      inPlace: true,
      ...(key === 'apk' ? { note: 'RSA signature inside the apk package' } : {}),
    },
    signature.span,
    project.options.does('sign'),
  );
}

function rpmSignature(project: Project, entry: Node, paths: readonly Text[], key: string): void {
  const file = text(entry, key, 'key_file');
  const at = get(entry, key)?.span;
  if (file === undefined || file === '' || at === undefined) return;
  project.run.add(
    { kind: 'signs', subject: { kind: 'files', paths }, mechanism: 'rpm', keyless: false, key: file, attachedTo: 'embedded', inPlace: true },
    at,
    project.options.does('sign'),
  );
}

interface Packaging {
  readonly section: string;
  readonly how: string;
  readonly type: MadeType;
  readonly nameKey: string;
  readonly fallback: string;
  readonly ending: string;
  /** Undefined means every system. */
  readonly systems: readonly string[] | undefined;
  readonly does: Holds;
}

/** Sections that make one file for each platform. */
function perPlatform(project: Project, made: Made, packaging: Packaging): void {
  const section = get(project.root, packaging.section);
  for (const entry of items(section)) {
    if (entry.kind !== 'map' || packaging.does.truth === false) continue;
    const id = text(entry, 'id') ?? (packaging.type === 'os-package' || packaging.section === 'makeselfs' ? 'default' : project.id);
    const ids = [...texts(get(entry, 'ids')), ...texts(get(entry, 'builds'))];
    const from = firstOfPlatforms(made.built(ids)).filter(
      (binary) => binary.os === '*' || packaging.systems === undefined || packaging.systems.includes(binary.os),
    );
    const files = from.map((binary) => ({
      name: withEnding(project.renderNode(get(entry, packaging.nameKey), packaging.fallback, binary.fields), packaging.ending),
      fields: binary.fields,
    }));
    const disabled = project.isTrue(get(entry, 'disable'));
    if (disabled.truth === true) continue;
    packed(project, made, {
      type: packaging.type,
      id,
      how: packaging.how,
      entry,
      files,
      from,
      does: disabled.truth === 'unknown' ? not(disabled) : packaging.does,
    });
    if (text(entry, 'replace') === 'true') project.run.doubt(entry.span, `${packaging.section} replaces archives; which ones was not decided`);
  }
}

function firstOfPlatforms(binaries: readonly Binary[]): readonly Binary[] {
  const seen = new Set<string>();
  return binaries.filter((binary) => !seen.has(binary.platform) && seen.add(binary.platform) !== undefined);
}

function packed(
  project: Project,
  made: Made,
  packing: {
    readonly type: MadeType;
    readonly id: string;
    readonly how: string;
    readonly entry: Node;
    readonly files: readonly { readonly name: Text; readonly fields: ArtifactFields }[];
    readonly from: readonly Binary[];
    readonly does: Holds;
  },
): readonly Text[] {
  const paths: Text[] = [];
  for (const file of packing.files) {
    const path = project.inDist(file.name);
    if (made.addFile({ type: packing.type, id: packing.id, name: file.name, path, fields: file.fields })) paths.push(path);
  }
  if (paths.length > 0)
    project.run.add(
      {
        kind: 'transforms',
        how: packing.how,
        inputs: distinct(packing.from.map((binary) => binary.path)),
        outputs: paths,
        madeType: packing.type,
        id: packing.id,
      },
      packing.entry.span,
      packing.does,
    );
  return paths;
}
