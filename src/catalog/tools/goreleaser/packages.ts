import type { MadeType } from '../../effect.ts';
import { get, items, maps, text, texts, truth } from '../support/node.ts';
import { always, not } from '../support/run.ts';
import type { Holds } from '../support/run.ts';
import { platformSuffix } from './archives.ts';
import { linuxPackages, rpmSignature } from './linux-packages.ts';
import type { Made } from './made.ts';
import { firstOfPlatforms, packed, withEnding } from './packing.ts';
import type { Project } from './project.ts';

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
