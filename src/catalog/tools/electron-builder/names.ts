import { concatAll, lit, wild } from '../../../values/index.ts';
import type { Text } from '../../../values/index.ts';
import { settingText } from './config.ts';
import type { BuilderConfig } from './config.ts';
import type { Build } from './platforms.ts';

/** Endings of targets where they are not the target's own name. */
const endings: Readonly<Record<string, string>> = {
  nsis: 'exe',
  portable: 'exe',
  'nsis-web': 'exe',
  squirrel: 'exe',
  appimage: 'AppImage',
  mas: 'pkg',
  'mas-dev': 'pkg',
  msiwrapped: 'msi',
  p5p: 'p5p',
};

/**
 * Default names by target (`expandArtifactNamePattern` and its callers at v27). `-${arch}` and `.${arch}` fall away for the
 * default architecture x64 where `dropsDefault`.
 */
const defaults: Readonly<Record<string, { readonly pattern: string; readonly dropsDefault: boolean }>> = {
  dmg: { pattern: '${productName}-${version}-${arch}.${ext}', dropsDefault: true },
  pkg: { pattern: '${productName}-${version}-${arch}.${ext}', dropsDefault: true },
  mas: { pattern: '${productName}-${version}-${arch}.${ext}', dropsDefault: true },
  nsis: { pattern: '${productName} Setup ${version}.${ext}', dropsDefault: true },
  'nsis-web': { pattern: '${productName} Web Setup ${version}.${ext}', dropsDefault: true },
  portable: { pattern: '${productName} ${version}.${ext}', dropsDefault: true },
  msi: { pattern: '${productName} ${version} ${arch}.${ext}', dropsDefault: true },
  msiwrapped: { pattern: '${productName} ${version} ${arch}.${ext}', dropsDefault: true },
  appx: { pattern: '${productName} ${version} ${arch}.${ext}', dropsDefault: true },
  squirrel: { pattern: '${productName} Setup ${version} ${arch}.${ext}', dropsDefault: true },
  appimage: { pattern: '${productName}-${version}-${arch}.${ext}', dropsDefault: true },
  snap: { pattern: '${name}_${version}_${arch}.${ext}', dropsDefault: false },
  deb: { pattern: '${name}_${version}_${arch}.${ext}', dropsDefault: false },
  rpm: { pattern: '${name}-${version}.${arch}.${ext}', dropsDefault: false },
};

/** What `${arch}` prints for an ending (builder-util, `getArtifactArchName`). */
function archName(arch: string, ending: string): string {
  if (arch === 'x64') return ['AppImage', 'rpm', 'flatpak'].includes(ending) ? 'x86_64' : ['deb', 'snap'].includes(ending) ? 'amd64' : arch;
  if (arch === 'ia32') return ['deb', 'AppImage', 'snap', 'flatpak'].includes(ending) ? 'i386' : ['pacman', 'rpm'].includes(ending) ? 'i686' : arch;
  if (arch === 'armv7l') return ['snap', 'deb'].includes(ending) ? 'armhf' : ending === 'flatpak' ? 'arm' : arch;
  if (arch === 'arm64') return ['pacman', 'rpm', 'flatpak'].includes(ending) ? 'aarch64' : arch;
  return arch;
}

export interface Artifact {
  readonly build: Build;
  readonly ending: string;
  readonly file: Text;
  /** The name on a GitHub release, when it is another: blanks are not allowed there. */
  readonly published: Text | undefined;
}

export interface AppNames {
  readonly productName: Text;
  readonly name: Text;
  readonly version: Text;
}

/** The file of one target. */
export function artifactOf(config: BuilderConfig, build: Build, names: AppNames): Artifact {
  const ending = endings[build.target] ?? build.target;
  const archive = defaultArchive(build);
  const fallback = defaults[build.target] ?? archive;
  const own =
    settingText(config, build.target === 'appimage' ? 'appImage' : build.target, 'artifactName') ??
    settingText(config, build.platform, 'artifactName') ??
    settingText(config, 'artifactName');
  const forced = own !== undefined;
  const file = expandPattern(own ?? fallback.pattern, build, ending, names, forced || !fallback.dropsDefault);
  const blank = file.some((piece) => piece.kind === 'lit' && /[^0-9A-Za-z._-]/.test(piece.text));
  const safe = build.target === 'nsis' ? '${name}-Setup-${version}.${ext}' : '${name}-${version}-${arch}.${ext}';
  return { build, ending, file, published: blank ? expandPattern(safe, build, ending, names, false) : undefined };
}

function defaultArchive(build: Build): { readonly pattern: string; readonly dropsDefault: boolean } {
  return { pattern: build.platform === 'linux' ? '${name}-${version}-${arch}.${ext}' : '${productName}-${version}-${arch}-${os}.${ext}', dropsDefault: true };
}

function expandPattern(pattern: string, build: Build, ending: string, names: AppNames, keepsDefault: boolean): Text {
  const dropped = !keepsDefault && build.arch === 'x64' ? pattern.replaceAll(/[-_. ]\$\{arch\}/g, '') : pattern;
  const parts: Text[] = [];
  let at = 0;
  for (const match of dropped.matchAll(/\$\{([\w./ ]+)\}/g)) {
    parts.push(lit(dropped.slice(at, match.index)));
    at = match.index + match[0].length;
    parts.push(macro(match[1] ?? '', build, ending, names));
  }
  parts.push(lit(dropped.slice(at)));
  return concatAll(parts);
}

function macro(name: string, build: Build, ending: string, names: AppNames): Text {
  switch (name) {
    case 'productName':
      return names.productName;
    case 'name':
      return names.name;
    case 'version':
      return names.version;
    case 'ext':
      return lit(ending);
    case 'os':
      return lit(build.platform);
    case 'platform':
      return lit(build.platform === 'mac' ? 'darwin' : build.platform === 'win' ? 'win32' : 'linux');
    case 'arch':
      if (build.arch !== undefined) return lit(archName(build.arch, ending));
      return wild('*');
    default:
      return wild('*');
  }
}
