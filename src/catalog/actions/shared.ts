import type { Need } from '../effect.ts';
import type { ActionRow, Choice, Condition, EffectTemplate, Source } from '../schema.ts';
import { readAt } from './sources.ts';

/** The day on which the sources in `readAt` were read. */
const checkedOn = '2026-11-23';

/** The source of a row that was read: a file of the repository at the commit read, its `action.yml` when none is named. */
export function read(repository: string, path = 'action.yml'): Source {
  const at = readAt[repository];
  if (at === undefined) return notRead(repository);
  return {
    url: `https://github.com/${repository}/blob/${at.commit}/${path}`,
    commit: at.commit,
    ...(at.version === undefined ? {} : { version: at.version }),
    checked: checkedOn,
  };
}

/** The source of a row whose text has not been read. */
export function notRead(repository: string): Source {
  return { url: `https://github.com/${repository}`, checked: null };
}

const write = (scope: string): Need => ({ kind: 'permission', scope, level: 'write' });

export const contentsWrite: readonly Need[] = [write('contents')];
export const packagesWrite: readonly Need[] = [write('packages')];
export const idTokenWrite: readonly Need[] = [write('id-token')];
export const attestationsWrite: readonly Need[] = [write('id-token'), write('attestations')];

/** Whether an input holds the job's own token, whose permissions are the job's. */
export function holdsJobToken(input: string): Condition {
  return { input, from: ['github.token', 'secrets.GITHUB_TOKEN'] };
}

/** Needs that count only when the input holds the job's own token: another token has permissions of its own. */
export function whenJobToken(input: string, needs: readonly Need[] = contentsWrite): { readonly needs: Choice<readonly Need[]> } {
  return { needs: { cases: [{ when: holdsJobToken(input), value: needs }], undecided: [] } };
}

/** A choice of true when an input says so; an input that is not known counts as not saying so. */
export function trueWhen(when: Condition): Choice<boolean> {
  return { cases: [{ when, value: true }], undecided: false };
}

/** The tag being released, from the first input that gives it, else the tag that started the run. */
export function tagFrom(...inputs: readonly string[]): string {
  const [first, ...others] = [...inputs.map((name) => `inputs.${name}`), 'github.ref_name'];
  return `{${[first, ...others.map((reference) => `or ${reference}`)].join(' | ')} | refname}`;
}

/** A row of an action that builds, signs and publishes nothing that a stranger takes. */
export function harmless(uses: string, source: Source, options: Partial<Pick<ActionRow, 'note' | 'subpaths' | 'aliases' | 'outputs'>> = {}): ActionRow {
  return { kind: 'action', uses, roles: ['none'], defaults: {}, outputs: {}, effects: [], source, ...options };
}

/** What a row says of an action or command that its makers have given up. */
export function retired(what: string, instead: string): EffectTemplate {
  return { kind: 'is-retired', what, instead };
}

/** A row of an action that puts tools on the path. The version is the input's, where there is one. */
export function installer(
  uses: string,
  tools: readonly string[],
  source: Source,
  options: {
    readonly version?: string;
    readonly default?: string;
    readonly inputs?: ActionRow['defaults'];
    readonly more?: readonly EffectTemplate[];
    readonly aliases?: readonly string[];
    readonly exports?: ActionRow['exports'];
    readonly note?: string;
  } = {},
): ActionRow {
  const { version, inputs, more, aliases, exports, note } = options;
  return {
    kind: 'action',
    uses,
    ...(aliases === undefined ? {} : { aliases }),
    roles: ['installs'],
    defaults: { ...inputs, ...(version === undefined ? {} : { [version]: options.default ?? '' }) },
    outputs: {},
    ...(exports === undefined ? {} : { exports }),
    effects: [
      ...tools.map((tool, i): EffectTemplate => ({
        kind: 'installs',
        tool,
        via: uses,
        right: true,
        ...(version === undefined || i > 0 ? {} : { version: `{inputs.${version}}` }),
      })),
      ...(more ?? []),
    ],
    source,
    ...(note === undefined ? {} : { note }),
  };
}
