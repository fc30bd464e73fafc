import type { Node } from '../../../workflow/index.ts';
import { get, maps, text, texts } from '../support/node.ts';

/** One platform that a build is made for, with the variant fields of templates. */
export interface Target {
  readonly os: string;
  readonly arch: string;
  /** `Amd64`, `Arm`, `Arm64`, `I386`, `Mips`, `Ppc64`, `Riscv64`, and what other builders add. */
  readonly variants: ReadonlyMap<string, string>;
  /** Begins the name of the folder under `dist`, after the build's id; what follows it differs by version. */
  readonly folder: string;
}

/** Operating systems and architectures that Go builds for (internal/builders/golang/targets.go at v2.18; Go 1.25 and before). */
const goTargets = new Set(
  [
    'aix/ppc64 android/386 android/amd64 android/arm android/arm64 darwin/amd64 darwin/arm64 dragonfly/amd64',
    'freebsd/386 freebsd/amd64 freebsd/arm freebsd/arm64 illumos/amd64 ios/arm64 js/wasm wasip1/wasm',
    'linux/386 linux/amd64 linux/arm linux/arm64 linux/ppc64 linux/ppc64le linux/mips linux/mipsle linux/mips64 linux/mips64le linux/s390x linux/riscv64 linux/loong64',
    'netbsd/386 netbsd/amd64 netbsd/arm netbsd/arm64 openbsd/386 openbsd/amd64 openbsd/arm openbsd/arm64 openbsd/riscv64',
    'plan9/386 plan9/amd64 plan9/arm solaris/amd64 solaris/sparc solaris/sparc64 windows/arm windows/arm64 windows/386 windows/amd64',
  ].flatMap((line) => line.split(' ')),
);

const firstClass = ['darwin_amd64', 'darwin_arm64', 'linux_386', 'linux_amd64', 'linux_arm', 'linux_arm64', 'windows_386', 'windows_amd64'];

/** The variant list of an architecture: its key in a build, its template field, and its default. */
const variantKeys: Readonly<Record<string, { readonly key: string; readonly field: string; readonly fallback: string }>> = {
  amd64: { key: 'goamd64', field: 'Amd64', fallback: 'v1' },
  arm: { key: 'goarm', field: 'Arm', fallback: '6' },
  arm64: { key: 'goarm64', field: 'Arm64', fallback: 'v8.0' },
  '386': { key: 'go386', field: 'I386', fallback: 'sse2' },
  mips: { key: 'gomips', field: 'Mips', fallback: 'hardfloat' },
  mipsle: { key: 'gomips', field: 'Mips', fallback: 'hardfloat' },
  mips64: { key: 'gomips', field: 'Mips', fallback: 'hardfloat' },
  mips64le: { key: 'gomips', field: 'Mips', fallback: 'hardfloat' },
  ppc64: { key: 'goppc64', field: 'Ppc64', fallback: 'power8' },
  ppc64le: { key: 'goppc64', field: 'Ppc64', fallback: 'power8' },
  riscv64: { key: 'goriscv64', field: 'Riscv64', fallback: 'rva20u64' },
};

const maxTargets = 256;

/** Targets of one build, and whether the list is whole. `names` that hold a template are not read. */
export function targetsOf(build: Node | undefined): { readonly targets: readonly Target[]; readonly whole: boolean } {
  const builder = text(build, 'builder') ?? 'go';
  const written = texts(get(build, 'targets'));
  if (written.some((target) => target.includes('{{'))) return { targets: [], whole: false };
  let targets: readonly Target[];
  if (builder === 'go' || builder === '' || builder === 'prebuilt')
    targets = written.length > 0 ? written.flatMap(goTarget) : goMatrix(build, builder === 'prebuilt');
  else if (builder === 'uv' || builder === 'poetry') targets = [{ os: 'all', arch: 'all', variants: new Map(), folder: 'all-all' }];
  else targets = (written.length > 0 ? written : (defaultTargets[builder] ?? [])).map((target) => otherTarget(builder, target));
  return { targets: targets.slice(0, maxTargets), whole: targets.length <= maxTargets && targets.length > 0 };
}

function goMatrix(build: Node | undefined, prebuilt: boolean): readonly Target[] {
  const list = (key: string, fallback: readonly string[]): readonly string[] => {
    const found = texts(get(build, key)).filter((value) => value !== '');
    return found.length > 0 || prebuilt ? found : fallback;
  };
  const ignored = maps(get(build, 'ignore'));
  const out: Target[] = [];
  for (const os of list('goos', ['linux', 'darwin', 'windows'])) {
    for (const arch of list('goarch', ['amd64', 'arm64', '386'])) {
      if (!goTargets.has(`${os}/${arch}`)) continue;
      const variant = variantKeys[arch];
      const values = variant === undefined ? [''] : list(variant.key, [variant.fallback]);
      for (const value of values.length === 0 ? [''] : values) {
        if (ignored.some((rule) => ignores(rule, os, arch, variant?.key, value))) continue;
        out.push(goTargetOf(os, arch, value));
        if (out.length > maxTargets) return out;
      }
    }
  }
  return out;
}

function ignores(rule: Node, os: string, arch: string, variantKey: string | undefined, variant: string): boolean {
  const keys = ['goos', 'goarch', ...new Set(Object.values(variantKeys).map((v) => v.key))];
  return keys.every((key) => {
    const wanted = text(rule, key);
    if (wanted === undefined || wanted === '') return true;
    if (key === 'goos') return wanted === os;
    if (key === 'goarch') return wanted === arch;
    return key === variantKey && wanted === variant;
  });
}

function goTargetOf(os: string, arch: string, variant: string): Target {
  const key = variantKeys[arch];
  const variants = new Map<string, string>();
  if (key !== undefined && variant !== '') variants.set(key.field, variant.split(',')[0] ?? variant);
  return { os, arch, variants, folder: `${os}_${arch}` };
}

function goTarget(written: string): readonly Target[] {
  if (written === 'go_first_class' || written === 'go_118_first_class') return firstClass.flatMap(goTarget);
  const [os = '', arch = '', variant] = written.split('_');
  return [goTargetOf(os, arch, variant ?? variantKeys[arch]?.fallback ?? '')];
}

/** Defaults of the other builders, where they were read (internal/builders at v2.18). */
const defaultTargets: Readonly<Record<string, readonly string[]>> = {
  rust: ['x86_64-unknown-linux-gnu', 'x86_64-apple-darwin', 'x86_64-pc-windows-gnu', 'aarch64-unknown-linux-gnu', 'aarch64-apple-darwin'],
  zig: ['x86_64-linux', 'x86_64-macos', 'x86_64-windows', 'aarch64-linux', 'aarch64-macos'],
  bun: ['linux-x64-modern', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'windows-x64-modern'],
  deno: ['x86_64-pc-windows-msvc', 'x86_64-apple-darwin', 'aarch64-apple-darwin', 'x86_64-unknown-linux-gnu', 'aarch64-unknown-linux-gnu'],
};

const archNames: Readonly<Record<string, string>> = {
  aarch64: 'arm64',
  x86_64: 'amd64',
  x64: 'amd64',
  i686: '386',
  i586: '386',
  i386: '386',
  powerpc64: 'ppc64',
  powerpc64le: 'ppc64le',
  armv7: 'arm',
  wasm32: 'wasm',
};

function otherTarget(builder: string, written: string): Target {
  const parts = written.replace(/^bun-/, '').split('-');
  const osFirst = builder === 'bun' || builder === 'node';
  const rawOs = osFirst ? (parts[0] ?? '') : builder === 'zig' ? (parts[1] ?? '') : (parts[2] ?? '');
  const rawArch = osFirst ? (parts[1] ?? '') : (parts[0] ?? '');
  const os = rawOs === 'macos' ? 'darwin' : rawOs === 'win' ? 'windows' : rawOs;
  const variants = new Map<string, string>([['Target', written]]);
  if (rawArch === 'armv7') variants.set('Arm', '7');
  return { os, arch: archNames[rawArch] ?? rawArch, variants, folder: written };
}
