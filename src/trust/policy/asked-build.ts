import { readRepository, type AskedSigner } from './asked-signer.ts';
import type { Mistake } from './pattern.ts';
import type { BuildPolicy } from './policy.ts';

/** What is asked of a build, by slsa-verifier's words. */
export interface AskedBuild {
  readonly builder?: string;
  readonly sourceBranch?: string;
  readonly sourceTag?: string;
  readonly sourceVersionedTag?: string;
  /** `KEY=VALUE`. */
  readonly inputs?: readonly string[];
}

/** Reads what is asked of a build. The repository that the signer is asked for is the source that is asked for. */
export function readBuild(asked: AskedBuild, signer: AskedSigner): { readonly kind: 'build'; readonly build: BuildPolicy } | Mistake {
  if (asked.builder !== undefined && !/^https:\/\/[^\s]{1,1000}$/.test(asked.builder))
    return {
      kind: 'mistake',
      message: '--builder takes the identity of a builder, an https address',
      hint: '--builder https://github.com/OWNER/REPO/.github/workflows/build.yml',
    };
  if (asked.sourceTag !== undefined && asked.sourceVersionedTag !== undefined)
    return { kind: 'mistake', message: '--source-tag and --source-versioned-tag exclude each other', hint: 'leave one of them out' };
  for (const [option, name] of [
    ['--source-branch', asked.sourceBranch],
    ['--source-tag', asked.sourceTag],
    ['--source-versioned-tag', asked.sourceVersionedTag],
  ] as const) {
    if (name?.startsWith('refs/') === true)
      return { kind: 'mistake', message: `${option} takes the name alone`, hint: `${option} ${name.replace(/^refs\/(?:heads|tags)\//, '')}` };
  }
  for (const [option, name, like] of [
    ['--source-branch', asked.sourceBranch, 'main'],
    ['--source-tag', asked.sourceTag, 'v1.2.3'],
    ['--source-versioned-tag', asked.sourceVersionedTag, 'v1.2'],
  ] as const) {
    if (name?.trim() === '') return { kind: 'mistake', message: `${option} is empty`, hint: `${option} ${like}` };
  }
  const { sourceVersionedTag: version } = asked;
  if (version !== undefined && !/^v\d{1,10}(?:\.\d{1,10}){0,2}(?:[-+][\w.+-]+)?$/.test(version))
    return {
      kind: 'mistake',
      message: `--source-versioned-tag takes a version, not ${JSON.stringify(version.slice(0, 100))}`,
      hint: '--source-versioned-tag v1, v1.2 or v1.2.3; any other tag is asked for by --source-tag',
    };
  const inputs = new Map<string, string>();
  for (const pair of asked.inputs ?? []) {
    const end = pair.indexOf('=');
    if (end < 1) return { kind: 'mistake', message: '--build-input takes KEY=VALUE', hint: '--build-input release=true' };
    const key = pair.slice(0, end);
    if (inputs.has(key)) return { kind: 'mistake', message: `--build-input has ${JSON.stringify(key.slice(0, 60))} twice`, hint: 'leave one of them out' };
    inputs.set(key, pair.slice(end + 1));
  }
  const repository = signer.repo === undefined ? undefined : readRepository(signer.repo, signer.deploymentOf);
  return {
    kind: 'build',
    build: {
      ...(asked.builder === undefined ? {} : { builder: asked.builder }),
      ...(repository?.kind === 'repository' ? { sourceUri: repository.uri } : {}),
      ...(asked.sourceBranch === undefined ? {} : { sourceBranch: asked.sourceBranch }),
      ...(asked.sourceTag === undefined ? {} : { sourceTag: asked.sourceTag }),
      ...(asked.sourceVersionedTag === undefined ? {} : { sourceVersionedTag: asked.sourceVersionedTag }),
      ...(inputs.size === 0 ? {} : { inputs: withoutPrototype(inputs) }),
    },
  };
}

/** So that an input named `__proto__` is an input like any other. */
function withoutPrototype(entries: ReadonlyMap<string, string>): Readonly<Record<string, string>> {
  const out = Object.create(null) as Record<string, string>;
  for (const [key, value] of entries) out[key] = value;
  return out;
}
