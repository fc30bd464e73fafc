import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PackageURL } from 'packageurl-js';
import { isInstalled, run, type Comparison, type Prepared } from './comparison.ts';

function qualifier({ qualifiers }: PackageURL, name: string): string {
  const all: Readonly<Record<string, string>> = qualifiers ?? {};
  return all[name] ?? '';
}

/** A Debian that `debootstrap` puts into a folder, against `dpkg-query`. */
const debian: Comparison = {
  name: 'Debian by debootstrap',
  lister: 'dpkg-query',
  type: 'deb',
  key: (purl) => `${purl.name} ${purl.version ?? ''} ${qualifier(purl, 'arch')}`,
  prepare: (folder) => {
    if (!isInstalled('debootstrap') || !isInstalled('dpkg-query')) return 'debootstrap or dpkg-query is not installed';
    if (process.getuid?.() !== 0) return 'debootstrap wants to be root';
    const tree = join(folder, 'root');
    run('debootstrap', ['--variant=minbase', '--include=python3-minimal,perl,openssh-client,ca-certificates', 'bookworm', tree]);
    const listed = run('dpkg-query', [
      `--admindir=${join(tree, 'var', 'lib', 'dpkg')}`,
      '--show',
      '--showformat=${db:Status-Status}\t${Package} ${Version} ${Architecture}\n',
    ]);
    return { tree, own: linesOf(listed, (line) => (line.startsWith('installed\t') ? line.slice('installed\t'.length) : undefined)) };
  },
};

/** Packages that are built with `rpmbuild` and put into a database alone, against `rpm --query`. */
const rpm: Comparison = {
  name: 'a database of rpm',
  lister: 'rpm --query',
  type: 'rpm',
  key: (purl) => `${purl.name} ${qualifier(purl, 'epoch') || '0'} ${purl.version ?? ''} ${qualifier(purl, 'arch')}`,
  prepare: (folder) => {
    if (!isInstalled('rpmbuild') || !isInstalled('rpm')) return 'rpm or rpmbuild is not installed';
    return prepareRpm(folder);
  },
};

/** Packages of one source; the number tells what is strange about each. */
const perSource = 25;
const sources = 4;

function prepareRpm(folder: string): Prepared {
  const [top, tree] = [join(folder, 'top'), join(folder, 'root')];
  const dbpath = join(tree, 'usr', 'lib', 'sysimage', 'rpm');
  mkdirSync(join(tree, 'etc'), { recursive: true });
  mkdirSync(dbpath, { recursive: true });
  writeFileSync(join(tree, 'etc', 'os-release'), 'ID=lensos\nVERSION_ID=1\n');
  for (let i = 0; i < sources; i += 1) {
    const spec = join(folder, `lens${i}.spec`);
    writeFileSync(spec, specOf(i));
    run('rpmbuild', ['-bb', '--quiet', '--define', `_topdir ${top}`, spec]);
  }
  const packages = run('find', [join(top, 'RPMS'), '-name', '*.rpm'])
    .split('\n')
    .filter((line) => line !== '');
  const database = ['--define', '_db_backend sqlite', '--dbpath', dbpath];
  run('rpm', [...database, '--initdb']);
  run('rpm', [...database, '--install', '--justdb', '--nodeps', '--nosignature', '--ignorearch', ...packages]);
  // Some go, so that the database has pages that are free.
  run('rpm', [...database, '--erase', '--justdb', '--nodeps', 'lens1-3', 'lens2-7']);
  const listed = run('rpm', [...database, '--query', '--all', '--queryformat', '%{NAME} %{EPOCHNUM} %{VERSION}-%{RELEASE} %{ARCH}\n']);
  return { tree, own: linesOf(listed, (line) => line) };
}

/** Packages with and without epoch, with long and foreign texts, with many files, that need each other. */
function specOf(source: number): string {
  const main = `Name: lens${source}\nVersion: 1.${source}\nRelease: ${source}~rc1\nSummary: lens\nLicense: MIT\nBuildArch: noarch\n%description\nlens\n%files\n`;
  const parts = Array.from({ length: perSource }, (_, i) => {
    const name = `lens${source}-${i}`;
    const files = Array.from({ length: i * 8 }, (_unused, at) => `/usr/share/${name}/a-file-with-a-long-name-${at}`);
    return {
      made: `mkdir -p %{buildroot}/usr/share/${name}; ${files.map((file) => `echo ${name} > %{buildroot}${file}`).join('; ')}`,
      text: [
        `%package -n ${name}`,
        `Summary: ${'linse '.repeat(i + 1)}für “${i}”`,
        `License: ${i % 2 === 0 ? 'MIT AND (Apache-2.0 OR BSD-3-Clause)' : 'GPLv2+'}`,
        `Version: ${i}.${source}^git20240101`,
        ...(i % 3 === 0 ? [`Epoch: ${i}`] : []),
        ...(i > 0 ? [`Requires: lens${source}-${i - 1}`, `Provides: optic(${i}) = ${i}`] : []),
        `%description -n ${name}`,
        'glass '.repeat(40 * i + 1),
        `%files -n ${name}`,
        ...files,
      ].join('\n'),
    };
  });
  return `${main}\n${parts.map(({ text }) => text).join('\n\n')}\n\n%install\n${parts.map(({ made }) => made).join('\n')}\n`;
}

function linesOf(text: string, pick: (line: string) => string | undefined): ReadonlySet<string> {
  return new Set(text.split('\n').flatMap((line) => (line === '' ? [] : (pick(line) ?? []))));
}

export const systems: readonly Comparison[] = [debian, rpm];
