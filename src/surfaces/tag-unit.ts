import type { Span } from '../base/index.ts';
import type { PublishedBy } from './surface.ts';
import type { Unit } from './unit.ts';

/** The tags of a repository as one surface. */
export function tagUnit(names: readonly string[], publishedBy: PublishedBy, at: Span): Unit {
  return { ...empty(at), kind: 'git-tag', place: 'tag', names, publishedBy };
}

/** An action that others use from this repository by tag. */
export function actionUnit(name: string, at: Span): Unit {
  return { ...empty(at), kind: 'action', place: 'action', names: [name] };
}

/** Something published by hand, as a release document says. */
export function manualUnit(
  { kind, place, index, names, unread }: Pick<Unit, 'kind' | 'place' | 'index' | 'names' | 'unread'>,
  step: string,
  document: string,
  at: Span,
): Unit {
  return {
    ...empty(at),
    kind,
    place,
    index,
    names,
    unread,
    publishedBy: { workflow: '', job: '', step, config: document },
    manual: true,
    notes: ['by hand, as the document says'],
  };
}

function empty(at: Span): Unit {
  return {
    kind: 'other',
    place: 'tag',
    names: [],
    files: [],
    image: undefined,
    index: undefined,
    pointer: false,
    publish: undefined,
    publishedBy: { workflow: '', job: '', step: '', config: '' },
    at,
    scenario: '',
    run: '',
    notes: [],
    manual: false,
    unread: undefined,
  };
}
