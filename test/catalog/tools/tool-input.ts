import { wholeFile } from '../../../src/base/index.ts';
import type { Effect, ReleaseTool, Subject, ToolEffect, ToolInput, ToolResult } from '../../../src/catalog/index.ts';
import { hole, lit, show } from '../../../src/values/index.ts';
import type { Text } from '../../../src/values/index.ts';
import { memoryTree } from '../../support/memory-tree.ts';

export interface InputOptions {
  readonly tool: ReleaseTool;
  readonly args?: readonly (string | Text)[];
  readonly files: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string | Text>>;
  readonly cwd?: string;
  readonly tag?: Text;
  readonly permissions?: readonly string[];
  readonly versions?: Readonly<Record<string, string>>;
}

/** The call of a release tool in a made-up repository `acme/rocket`. */
export function toolInput(options: InputOptions): ToolInput {
  const env = new Map(Object.entries(options.env ?? {}).map(([name, value]) => [name, typeof value === 'string' ? lit(value) : value]));
  return {
    tool: options.tool,
    args: (options.args ?? []).map((arg) => (typeof arg === 'string' ? lit(arg) : arg)),
    cwd: options.cwd ?? '',
    files: memoryTree(options.files),
    env: (name) => env.get(name),
    version: (name) => options.versions?.[name],
    tag: options.tag ?? [...lit('v'), ...hole('version')],
    event: 'push',
    owner: lit('acme'),
    repo: lit('rocket'),
    permission: (permission) => (options.permissions === undefined ? 'unknown' : options.permissions.includes(permission)),
    idPrefix: 'job.step',
    span: wholeFile('.github/workflows/release.yml'),
  };
}

/** Effects of one kind, typed. */
export function effectsOf<K extends Effect['kind']>(result: ToolResult, kind: K): readonly Extract<Effect, { kind: K }>[] {
  return result.effects.flatMap(({ effect }) => (isKind(effect, kind) ? [effect] : []));
}

function isKind<K extends Effect['kind']>(effect: Effect, kind: K): effect is Extract<Effect, { kind: K }> {
  return effect.kind === kind;
}

/** Prints texts for comparison. */
export function shown(texts: readonly Text[] | undefined): readonly string[] {
  return (texts ?? []).map(show);
}

export function shownSubject(subject: Subject): string {
  switch (subject.kind) {
    case 'files':
      return `files ${shown(subject.paths).join(' ')}`;
    case 'image':
      return `image ${shown(subject.refs).join(' ')}`;
    case 'made':
      return `made ${subject.types.join(',')}${subject.ids === undefined ? '' : ` ids ${subject.ids.join(',')}`}`;
    case 'digest':
      return `digest ${show(subject.name)}@${show(subject.digest)}`;
    default:
      return subject.kind;
  }
}

/** One line for each effect, enough to read a pipeline at a glance. */
export function summary(result: ToolResult): readonly string[] {
  return result.effects.map(line);
}

function line({ effect, holds }: ToolEffect): string {
  const open = holds === true ? '' : ' (?)';
  switch (effect.kind) {
    case 'builds':
      return `builds ${effect.madeType ?? '-'} ${shown(effect.outputs).join(' ')}${open}`;
    case 'transforms':
      return `transforms ${effect.how} ${effect.madeType ?? '-'} -> ${shown(effect.outputs).join(' ')}${open}`;
    case 'hashes':
      return `hashes ${shownSubject(effect.subject)} -> ${effect.list === undefined ? (effect.perFile ?? '?') : show(effect.list)}${open}`;
    case 'signs':
      return `signs ${shownSubject(effect.subject)} ${effect.mechanism} ${effect.attachedTo} -> ${[...(effect.outputs ?? []), ...shown(effect.outputPaths)].join(' ')}${open}`;
    case 'describes':
      return `describes ${shownSubject(effect.subject)} ${effect.format} -> ${effect.output === undefined ? (effect.outputPattern ?? '?') : show(effect.output)}${open}`;
    case 'attests':
      return `attests ${shownSubject(effect.subject)} ${effect.predicate} ${effect.mechanism} ${effect.attachedTo}${open}`;
    case 'pushes-image':
      return `pushes ${shown(effect.refs).join(' ')} provenance=${effect.provenance ?? '-'} sbom=${effect.sbom ?? '-'}${open}`;
    case 'tags-image':
      return `indexes ${shown(effect.refs).join(' ')} <- ${shown(effect.sources).join(' ')}${open}`;
    case 'publishes':
      return `publishes ${shownSubject(effect.subject)} to ${effect.sink.kind}${'channel' in effect.sink ? ` ${effect.sink.channel}` : ''}${'index' in effect.sink ? ` ${effect.sink.index}` : ''}${effect.names === undefined ? '' : ` as ${shown(effect.names).join(' ')}`}${open}`;
    case 'creates-release':
      return `release ${show(effect.tag)}${effect.draft ? ' draft' : ''}${open}`;
    case 'runs-script':
      return `runs ${show(effect.script)}${open}`;
    default:
      return `${effect.kind}${open}`;
  }
}
