import { isMap, isScalar, isSeq, parseDocument, visit, type Document, type Scalar, type YAMLMap } from 'yaml';
import type { Texts } from './little-repo.ts';

/** A step of a workflow, by where it is. */
export interface StepAddress {
  readonly path: string;
  readonly job: string;
  readonly index: number;
  /** The script or the action. */
  readonly text: string;
  readonly kind: 'run' | 'uses';
}

/** A changed checkout, and what was changed. */
export interface Mutation {
  readonly what: string;
  readonly texts: Texts;
}

export function workflowPaths(texts: Texts): readonly string[] {
  return Object.keys(texts).filter((path) => /^\.github\/workflows\/.*\.ya?ml$/.test(path));
}

/** Every step of every workflow. */
export function stepsOf(texts: Texts): readonly StepAddress[] {
  return workflowPaths(texts).flatMap((path) => {
    const jobs = parseDocument(texts[path] ?? '').get('jobs');
    if (!isMap(jobs)) return [];
    return jobs.items.flatMap((pair) => {
      const job = String(isScalar(pair.key) ? pair.key.value : pair.key);
      const steps = isMap(pair.value) ? pair.value.get('steps') : undefined;
      if (!isSeq(steps)) return [];
      return steps.items.flatMap((step, index): StepAddress[] => {
        if (!isMap(step)) return [];
        const kind = step.has('run') ? 'run' : 'uses';
        return [{ path, job, index, kind, text: String(step.get(kind)) }];
      });
    });
  });
}

/** Returns the texts with one workflow changed as a document; comments stay. */
export function editDocument(texts: Texts, path: string, change: (document: Document) => void): Texts {
  const document = parseDocument(texts[path] ?? '');
  change(document);
  return { ...texts, [path]: document.toString({ lineWidth: 0 }) };
}

/** Returns the texts with one step changed. */
export function editStep(texts: Texts, at: StepAddress, change: (step: YAMLMap) => void): Texts {
  return editDocument(texts, at.path, (document) => {
    const step = document.getIn(['jobs', at.job, 'steps', at.index]);
    if (isMap(step)) change(step);
  });
}

export function removeStep(texts: Texts, at: StepAddress): Texts {
  return editDocument(texts, at.path, (document) => document.deleteIn(['jobs', at.job, 'steps', at.index]));
}

/** The script with `|| true` after one of its commands, for each command that ends on a line of its own. */
export function swallowed(script: string): readonly string[] {
  const lines = script.split('\n');
  return lines.flatMap((line, i) => {
    if (line.trim() === '' || /(\\|\bdo|\bthen|\belse|\{|\|\||&&|\|)\s*$/.test(line) || /<<-?\s*['"]?\w+/.test(line) || /^\s*#/.test(line)) return [];
    return [[...lines.slice(0, i), `${line} || true`, ...lines.slice(i + 1)].join('\n')];
  });
}

/** Returns the texts with a job called otherwise, in its own workflow: the key, `needs` and every expression that names it. */
export function renameJob(texts: Texts, path: string, from: string, to: string): Texts {
  const text = (texts[path] ?? '').replaceAll(new RegExp(`\\bneeds\\.${from}\\b`, 'g'), `needs.${to}`);
  return editDocument({ ...texts, [path]: text }, path, (document) => {
    const jobs = document.get('jobs');
    if (!isMap(jobs)) return;
    for (const pair of jobs.items) {
      if (isScalar(pair.key) && pair.key.value === from) pair.key.value = to;
      if (!isMap(pair.value)) continue;
      const needs = pair.value.get('needs', true);
      if (isScalar(needs) && needs.value === from) needs.value = to;
      if (isSeq(needs)) for (const item of needs.items) if (isScalar(item) && item.value === from) item.value = to;
    }
  });
}

/** Returns the texts with the jobs of each workflow written in the opposite order. */
export function reverseJobs(texts: Texts): Texts {
  return workflowPaths(texts).reduce(
    (now, path) =>
      editDocument(now, path, (document) => {
        const jobs = document.get('jobs');
        if (isMap(jobs)) jobs.items.reverse();
      }),
    texts,
  );
}

/** Returns the texts with each workflow printed anew: other indentation, and every text value in double quotes. */
export function reprint(texts: Texts, style: { readonly indent: number; readonly quotes: 'kept' | 'double' | 'single' }): Texts {
  const changed: Record<string, string> = { ...texts };
  for (const path of workflowPaths(texts)) {
    const document = parseDocument(texts[path] ?? '');
    if (style.quotes !== 'kept') {
      visit(document, {
        Scalar(key, node: Scalar) {
          if (key === 'key' || typeof node.value !== 'string' || node.value.includes('\n')) return;
          node.type = style.quotes === 'double' ? 'QUOTE_DOUBLE' : 'QUOTE_SINGLE';
        },
      });
    }
    changed[path] = document.toString({ indent: style.indent, lineWidth: 0 });
  }
  return changed;
}

/** Every need of every job of a workflow. */
export function needsIn(texts: Texts, path: string): readonly { readonly job: string; readonly need: string }[] {
  const jobs = parseDocument(texts[path] ?? '').get('jobs');
  if (!isMap(jobs)) return [];
  return jobs.items.flatMap((pair) => {
    const needs = isMap(pair.value) ? pair.value.get('needs', true) : undefined;
    const names = isSeq(needs) ? needs.items : [needs];
    return names.flatMap((one) => (isScalar(one) ? [{ job: String(isScalar(pair.key) ? pair.key.value : pair.key), need: String(one.value) }] : []));
  });
}

/** Returns the texts with one need taken from a job. */
export function withoutNeed(texts: Texts, path: string, job: string, need: string): Texts {
  return editDocument(texts, path, (document) => {
    const needs = document.getIn(['jobs', job, 'needs']);
    if (isSeq(needs) && needs.items.length > 1) needs.items = needs.items.filter((one) => !(isScalar(one) && one.value === need));
    else document.deleteIn(['jobs', job, 'needs']);
  });
}
