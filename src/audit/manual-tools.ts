import type { FileTree, GitFacts, Span } from '../base/index.ts';
import { readTool, type ReleaseTool } from '../catalog/index.ts';
import type { ManualTag } from '../controls/index.ts';
import type { ManualStep } from '../documents/index.ts';
import { kindOfIndex, type SurfaceKind, type Unit } from '../surfaces/index.ts';
import { hole, lit, literalOf, show } from '../values/index.ts';

/** What a release tool does by its configuration when a person calls it. */
export interface HandTool {
  /** Package indexes that it publishes to, and what, as far as its configuration says. */
  readonly indexes: readonly { readonly kind: SurfaceKind; readonly index: NonNullable<Unit['index']>; readonly names: readonly string[] }[];
  /** Whether it uploads files to a release. */
  readonly uploads: boolean;
  readonly tags: readonly ManualTag[];
  /** Where it signs what it publishes, with a key of the person who calls it. */
  readonly signs: { readonly at: Span; readonly mechanism: string } | undefined;
}

const tools: Readonly<Record<string, ReleaseTool>> = {
  gradle: 'gradle',
  gradlew: 'gradle',
  mvn: 'maven',
  mvnw: 'maven',
  lerna: 'lerna',
  np: 'np',
  'release-it': 'release-it',
};

/** Keys and passwords that a person has at hand. */
const ofPerson = /sign|gpg|pgp|key|pass|token|secret|user/i;

/** Reads the configuration of the tool that a step calls, in the checkout's root; undefined for a tool without such a reader. */
export function handTool(files: FileTree, git: GitFacts, step: ManualStep): HandTool | undefined {
  const isCargo = step.tool === 'cargo' && step.words[1] === 'release';
  const tool = isCargo ? 'cargo-release' : Object.hasOwn(tools, step.tool) ? tools[step.tool] : undefined;
  if (tool === undefined || step.kind === 'tag' || step.kind === 'signs') return undefined;
  const { effects } = readTool({
    tool,
    args: step.words.slice(isCargo ? 2 : 1).map((word) => lit(word)),
    cwd: '',
    files,
    env: (name) => (ofPerson.test(name) ? hole(`by-hand.${name}`, { label: name }) : undefined),
    tag: hole('by-hand.tag', { label: 'tag' }),
    event: '',
    owner: git.owner === null ? hole('by-hand.owner') : lit(git.owner),
    repo: git.repo === null ? hole('by-hand.repo') : lit(git.repo),
    permission: () => 'unknown',
    idPrefix: 'by-hand',
    span: step.span,
  });
  const indexes = new Map<string, HandTool['indexes'][number]>();
  const tags: ManualTag[] = [];
  let uploads = false;
  let signs: HandTool['signs'];
  for (const { effect, at } of effects) {
    if (effect.kind === 'publishes' && effect.sink.kind === 'index') {
      const { index } = effect.sink;
      const names = [...(indexes.get(index)?.names ?? []), ...(effect.names ?? []).flatMap((name) => literalOf(name) ?? [])];
      const last = index === 'gradle-plugin-portal' ? names.map((name) => `${name} (Gradle Plugin Portal)`) : names;
      indexes.set(index, { kind: kindOfIndex(index), index, names: last });
    }
    if (effect.kind === 'publishes' && effect.sink.kind === 'release') uploads = true;
    if (effect.kind === 'creates-tag') tags.push({ signed: effect.signed === true, at: step.span, command: `${step.command} (${show(effect.name)})` });
    if (effect.kind === 'creates-release' && effect.createsTag) tags.push({ signed: false, at: step.span, command: step.command });
    if (effect.kind === 'signs' && effect.attachedTo === 'index') signs ??= { at, mechanism: effect.mechanism };
  }
  return { indexes: [...indexes.values()], uploads, tags, signs };
}
