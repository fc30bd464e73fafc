import { matches, type BuildPolicy } from '../policy/index.ts';
import { quoted, reason, type Reason } from '../reason/index.ts';
import { isAskedBuilder } from './builders.ts';
import { isOfVersion, isVersion } from './versioned-tag.ts';

/** What is proved of a build, or said by a signer who may say it. */
export interface Proved {
  /** Undefined where nobody but the predicate says it. */
  readonly builder: string | undefined;
  /** `https://host/owner/name`. */
  readonly repository: string | undefined;
  readonly ref: string | undefined;
  /** The branch that a tag was made on. */
  readonly baseRef: string | undefined;
  readonly event: string | undefined;
  readonly inputs: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Holds what is asked of a build against what is proved of it.
 * Source: slsa-framework/slsa-verifier `README.md`, "Options"; `verifiers/internal/gha/provenance.go`.
 */
export function answers(proved: Proved, build: BuildPolicy): readonly Reason[] {
  return [
    ...(build.builder === undefined ? [] : builderAnswer(proved, build.builder)),
    ...(build.sourceUri === undefined ? [] : sourceAnswer(proved, build.sourceUri)),
    ...(build.sourceBranch === undefined ? [] : branchAnswer(proved, build.sourceBranch)),
    ...(build.sourceTag === undefined ? [] : tagAnswer(proved, build.sourceTag)),
    ...(build.sourceVersionedTag === undefined ? [] : versionAnswer(proved, build.sourceVersionedTag)),
    ...Object.entries(build.inputs ?? {}).flatMap(([name, value]) => inputAnswer(proved, name, value)),
  ];
}

function builderAnswer({ builder }: Proved, asked: string): readonly Reason[] {
  if (builder === undefined)
    return [
      reason('BUILDER_UNPROVED', `the builder ${quoted(asked)} is asked for, and nothing but the predicate says who built`, {
        hint: 'leave --builder out, and say by --repo and --workflow who must have signed',
      }),
    ];
  if (isAskedBuilder(builder, asked)) return [];
  return [
    reason('BUILDER_MISMATCH', `the builder is ${quoted(builder)}, expected ${quoted(asked)}`, typing('if you trust that builder', '--builder', builder)),
  ];
}

function sourceAnswer({ repository }: Proved, asked: string): readonly Reason[] {
  const wanted = normalized(asked);
  if (repository !== undefined && matches({ kind: 'exact-ignoring-case', text: wanted }, repository)) return [];
  return [
    reason(
      'SOURCE_MISMATCH',
      `the source is ${repository === undefined ? 'not known' : quoted(repository)}, expected ${quoted(wanted)}`,
      typing('if you mean that repository', '--repo', repository),
    ),
  ];
}

/** What to type for what is proved; nothing where it is not known, or is no plain word to type. */
function typing(when: string, option: string, value: string | undefined): { readonly hint?: string } {
  return value !== undefined && /^[\w./:@+-]{1,300}$/.test(value) ? { hint: `${when}, ${option} ${value}` } : {};
}

/** `github.com/o/r`, `https://github.com/o/r` and `git+https://github.com/o/r` are one. */
function normalized(uri: string): string {
  const bare = uri.startsWith('git+') ? uri.slice('git+'.length) : uri;
  return bare.includes('://') ? bare : `https://${bare}`;
}

function branchAnswer({ ref, baseRef }: Proved, asked: string): readonly Reason[] {
  const from = ref?.startsWith('refs/tags/') === true ? baseRef : ref;
  if (from === `refs/heads/${asked}`) return [];
  const got = from === undefined ? `not known${ref === undefined ? '' : ` for ${quoted(ref)}`}` : quoted(from);
  const branch = from?.startsWith('refs/heads/') === true ? from.slice('refs/heads/'.length) : undefined;
  return [reason('SOURCE_MISMATCH', `the branch is ${got}, expected ${quoted(asked)}`, typing('if you mean that branch', '--source-branch', branch))];
}

function tagAnswer({ ref }: Proved, asked: string): readonly Reason[] {
  if (ref === `refs/tags/${asked}`) return [];
  const hint = typing('if you mean that tag', '--source-tag', tagOf(ref));
  return [reason('SOURCE_MISMATCH', `the ref is ${ref === undefined ? 'not known' : quoted(ref)}, expected the tag ${quoted(asked)}`, hint)];
}

function versionAnswer({ ref }: Proved, asked: string): readonly Reason[] {
  const tag = tagOf(ref);
  if (tag !== undefined && isOfVersion(tag, asked)) return [];
  const hint = isVersion(asked) ? typing('if you mean that tag', '--source-tag', tag) : { hint: 'a version is v1, v1.2 or v1.2.3' };
  return [reason('SOURCE_MISMATCH', `the ref is ${ref === undefined ? 'not known' : quoted(ref)}, expected a tag of the version ${quoted(asked)}`, hint)];
}

function tagOf(ref: string | undefined): string | undefined {
  return ref?.startsWith('refs/tags/') === true ? ref.slice('refs/tags/'.length) : undefined;
}

function inputAnswer({ event, inputs }: Proved, name: string, asked: string): readonly Reason[] {
  if (inputs === undefined) {
    const why = event === 'workflow_dispatch' ? 'nobody but the job says what was typed' : `the run was started by ${quoted(event ?? 'nothing known')}`;
    return [reason('BUILD_INPUT_MISMATCH', `the input ${quoted(name)} is asked for, and ${why}`)];
  }
  const value = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
  if (value === asked) return [];
  const got = typeof value === 'string' ? quoted(value) : value === undefined ? 'missing' : 'no text';
  return [reason('BUILD_INPUT_MISMATCH', `the input ${quoted(name)} is ${got}, expected ${quoted(asked)}`)];
}
