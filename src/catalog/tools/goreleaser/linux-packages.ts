import { concat, lit, wild } from '../../../values/index.ts';
import type { Text } from '../../../values/index.ts';
import type { Node } from '../../../workflow/index.ts';
import { get, scalarOf, text, texts, truth } from '../support/node.ts';
import { both } from '../support/run.ts';
import type { Holds } from '../support/run.ts';
import { platformSuffix, replaced } from './archives.ts';
import type { Made } from './made.ts';
import { firstOfPlatforms, packed, withEnding } from './packing.ts';
import type { ArtifactFields, Project } from './project.ts';

/** Endings of nfpm's formats where they are not the format's own name (`ConventionalExtension`). */
const endings: Readonly<Record<string, string>> = { archlinux: '.pkg.tar.zst' };

const packagedOn: Readonly<Record<string, readonly string[]>> = { 'termux.deb': ['android'], msix: ['windows'], deb: ['linux', 'ios'], rpm: ['linux', 'aix'] };

/** Architectures that archlinux packages are made for (internal/pipe/nfpm). */
const archlinux = new Set(['all', 'amd64', 'arm64', '386', 'arm']);

/** One entry of `nfpms`: a package for each format and platform. */
export function linuxPackages(project: Project, made: Made, entry: Node, does: Holds): void {
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
      : binaries.map((binary) => replaced(binary.fields, get(entry, 'replacements')));
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

/** nfpm signs a package inside it when the format's `signature.key_file` is given. */
function packageSignature(project: Project, format: string, entry: Node, override: Node | undefined, paths: readonly Text[]): void {
  const key = format === 'termux.deb' ? 'deb' : format;
  const signature = get(override, key, 'signature') ?? get(entry, key, 'signature');
  const file = get(signature, 'key_file') ?? get(signature, 'pfx_file');
  const given = project.isGiven(file);
  if (signature === undefined || file === undefined || paths.length === 0) return;
  const mechanism = key === 'rpm' ? 'rpm' : key === 'deb' ? 'deb' : key === 'msix' ? 'authenticode' : 'custom';
  project.run.add(
    {
      kind: 'signs',
      subject: { kind: 'files', paths },
      mechanism,
      keyless: false,
      key: scalarOf(file) ?? '',
      attachedTo: 'embedded',
      inPlace: true,
      ...(key === 'apk' ? { note: 'RSA signature inside the apk package' } : {}),
    },
    signature.span,
    both(given, project.options.does('sign')),
  );
}

/** The same for the source package. */
export function rpmSignature(project: Project, entry: Node, paths: readonly Text[], key: string): void {
  const file = text(entry, key, 'key_file');
  const at = get(entry, key)?.span;
  if (file === undefined || file === '' || at === undefined) return;
  project.run.add(
    { kind: 'signs', subject: { kind: 'files', paths }, mechanism: 'rpm', keyless: false, key: file, attachedTo: 'embedded', inPlace: true },
    at,
    project.options.does('sign'),
  );
}
