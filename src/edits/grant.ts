import type { Job, Operation, Workflow } from '../workflow/index.ts';
import { mapOf, scalar } from '../workflow/index.ts';
import { literalOf } from '../values/index.ts';
import { isCalled, type Ask } from './ask.ts';
import { no, type NoProposal } from './proposal.ts';

/** Permissions that a job is to have, by scope. */
export type Wanted = Readonly<Record<string, 'read' | 'write'>>;

export interface Granted {
  readonly operations: readonly Operation[];
  readonly notes: readonly string[];
  /** Whether a person has to look: at what is not known, or at callers. */
  readonly review: boolean;
}

const after = ['name', 'if', 'needs', 'runs-on', 'strategy', 'environment', 'uses'];

/**
 * Gives a job permissions, and takes none of those that it has: a block of its own takes the place of the workflow's, so
 * that is copied into it. Where neither is written, what the token may do is a setting of the repository: the block then holds
 * what the job is seen to publish with.
 */
export function grant(ask: Ask, workflow: Workflow, job: Job, wanted: Wanted): Granted | NoProposal {
  const own = job.permissions;
  const block = own ?? workflow.permissions;
  if (block?.all === 'write') return { operations: [], notes: [], review: false };
  if (block?.all === 'read')
    return no(
      'the permissions are read-all, and to write one out would need all others to be written out',
      `write out what job ${job.id} needs, and add ${Object.entries(wanted)
        .map(([scope, level]) => `${scope}: ${level}`)
        .join(', ')}`,
    );
  const lacks = Object.entries(wanted).filter(([scope, level]) => !holds(block?.scopes.get(scope)?.level, level));
  if (lacks.length === 0) return { operations: [], notes: [], review: false };
  const named = lacks.map(([scope, level]) => `${scope}: ${level}`).join(', ');
  const called = isCalled(workflow) ? [`workflows that call this one must grant ${named} too`] : [];
  if (own !== undefined)
    return {
      operations: lacks.map(([scope, level]) => ({ kind: 'set', at: ['jobs', job.id, 'permissions', scope], value: scalar(level) })),
      notes: called,
      review: called.length > 0,
    };
  const kept: Record<string, string> =
    block === undefined ? publishesWith(ask, workflow, job) : Object.fromEntries([...block.scopes].map(([scope, { level }]) => [scope, level]));
  const all = { ...kept, ...Object.fromEntries(lacks) };
  return {
    operations: [
      {
        kind: 'set',
        at: ['jobs', job.id, 'permissions'],
        value: mapOf(Object.fromEntries(Object.entries(all).map(([scope, level]) => [scope, scalar(level)]))),
        after,
      },
    ],
    notes: [
      ...(block === undefined
        ? [`job ${job.id} had the permissions that the repository's settings give: add what it needs besides ${Object.keys(all).join(', ')}`]
        : []),
      ...called,
    ],
    review: block === undefined || called.length > 0,
  };
}

function holds(level: string | undefined, wanted: 'read' | 'write'): boolean {
  return level === 'write' || level === wanted;
}

/** What a job without permissions of its own writes to in plain sight. */
function publishesWith(ask: Ask, workflow: Workflow, job: Job): Record<string, string> {
  const units = ask.input.surfaces.flatMap((one) => one.units);
  const isOwn = (origin: { readonly workflow: string; readonly job: string } | undefined): boolean =>
    origin?.workflow === workflow.path && origin.job === job.id;
  const releases = units.some(({ publish }) => isOwn(publish?.origin) && publish?.sink.kind === 'release');
  const pushes = units.some(
    ({ image }) => isOwn(image?.origin) && image?.refs.some((one) => literalOf(one.repository)?.startsWith('ghcr.io/') === true) === true,
  );
  return { contents: releases ? 'write' : 'read', ...(pushes ? { packages: 'write' } : {}) };
}
