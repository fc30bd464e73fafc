import { literalOf } from '../../../values/index.ts';
import type { Args } from '../support/args.ts';
import { items, scalarOf, text, texts, get } from '../support/node.ts';
import type { Run } from '../support/run.ts';
import { setting } from './config.ts';
import type { BuilderConfig } from './config.ts';

export type Platform = 'mac' | 'win' | 'linux';

/** One file to be made: a target for one architecture. An architecture that is not written is the runner's. */
export interface Build {
  readonly platform: Platform;
  readonly target: string;
  readonly arch: string | undefined;
}

/** Targets when none is configured (winPackager, linuxPackager, Framework). */
const defaultTargets: Readonly<Record<Platform, readonly string[]>> = { mac: ['zip', 'dmg'], win: ['nsis'], linux: ['snap', 'appimage'] };

const runners: Readonly<Record<string, Platform>> = { linux: 'linux', macos: 'mac', windows: 'win' };
const architectures = ['x64', 'ia32', 'armv7l', 'arm64', 'universal'];

/** Platforms that the command line names with the targets beside each, or the runner's own. `certain` is false when neither is known. */
export function platformsOf(run: Run, args: Args): { readonly platforms: ReadonlyMap<Platform, readonly string[]>; readonly certain: boolean } {
  const found = new Map<Platform, readonly string[]>();
  for (const [platform, names] of [
    ['mac', ['mac', 'macos', 'm', 'o']],
    ['win', ['win', 'windows', 'w']],
    ['linux', ['linux', 'l']],
  ] as const) {
    for (const name of names) {
      const values = args.flags.get(name);
      if (values !== undefined)
        found.set(
          platform,
          values.flatMap(
            (value) =>
              literalOf(value)
                ?.split(/[\s,]+/)
                .filter((word) => word !== '') ?? [],
          ),
        );
    }
  }
  for (const name of args.flags.keys()) {
    if (!/^[mwlo]{2,4}$/.test(name)) continue;
    for (const letter of name) found.set(letter === 'w' ? 'win' : letter === 'l' ? 'linux' : 'mac', []);
  }
  if (found.size > 0) return { platforms: found, certain: true };
  const runner = run.input.env('RUNNER_OS');
  const known = runner === undefined ? undefined : runners[literalOf(runner)?.toLowerCase() ?? ''];
  if (known !== undefined) return { platforms: new Map([[known, []]]), certain: true };
  return {
    platforms: new Map([
      ['mac', []],
      ['win', []],
      ['linux', []],
    ]),
    certain: false,
  };
}

/** The targets of one platform. Those of the command line replace those of the configuration. */
export function buildsOf(config: BuilderConfig, args: Args, platform: Platform, named: readonly string[]): readonly Build[] {
  const onLine = architectures.filter((arch) => args.flags.has(arch));
  const out: Build[] = [];
  const add = (written: string, archs: readonly string[]): void => {
    const [name = '', own] = written.split(':');
    const target = name.toLowerCase();
    if (target === 'dir' || target === '') return;
    const chosen = own === undefined ? (archs.length > 0 ? archs : onLine) : own.split('+');
    for (const arch of chosen.length > 0 ? chosen : [undefined]) out.push({ platform, target, arch });
  };
  if (args.flags.has('dir')) return [];
  if (named.length > 0) {
    named.forEach((name) => add(name, []));
    return out;
  }
  const written = items(setting(config, platform, 'target'));
  for (const entry of written) {
    if (entry.kind === 'map') add(text(entry, 'target') ?? '', texts(get(entry, 'arch')));
    else add(scalarOf(entry) ?? '', []);
  }
  if (written.length === 0) defaultTargets[platform].forEach((name) => add(name, []));
  return out;
}
