import type { Span } from '../base/index.ts';
import { isTrue, none } from './fields.ts';
import type { Fields } from './fields.ts';
import type { InputSpec, Node, Scalar, Trigger } from './model.ts';
import { asList, asMap, entry, isNull, scalarOf } from './yaml-read.ts';

/** Reads `on:` in its three forms: one event, a list of events, a map of events to their filters. */
export function readTriggers(fields: Fields, root: Node): readonly Trigger[] {
  const node = entry(root, 'on');
  if (node === undefined || isNull(node)) {
    fields.note(node?.span ?? { ...root.span, end: root.span.start, endLine: root.span.line }, 'the workflow has no "on:"; nothing starts it');
    return [];
  }
  switch (node.kind) {
    case 'scalar':
      return [bare(node.scalar.value, node.span)];
    case 'list':
      return node.items.flatMap((item) => {
        const event = scalarOf(item);
        if (event !== undefined) return [bare(event.value, item.span)];
        fields.note(item.span, 'an entry of "on:" should be the name of an event');
        return [];
      });
    case 'map':
      return node.entries.map((one) => readTrigger(fields, one.key, one.value));
  }
}

function bare(event: string, span: Span): Trigger {
  return { event, span, inputs: none, outputs: none, secrets: none, cron: [] };
}

function readTrigger(fields: Fields, key: Scalar, value: Node): Trigger {
  const trigger = bare(key.value, key.span);
  if (isNull(value)) return trigger;
  if (key.value === 'schedule') {
    return { ...trigger, cron: asList(value).flatMap((item) => fields.scalar(item, 'cron') ?? []) };
  }
  if (value.kind !== 'map') {
    fields.note(value.span, `the event ${key.value} should have a map of filters, not a ${value.kind === 'list' ? 'list' : 'single value'}`);
    return trigger;
  }
  const filter = (name: string): readonly Scalar[] | undefined => {
    const node = entry(value, name);
    return node === undefined || isNull(node) ? undefined : fields.scalars(value, name);
  };
  const filters = {
    branches: filter('branches'),
    branchesIgnore: filter('branches-ignore'),
    tags: filter('tags'),
    tagsIgnore: filter('tags-ignore'),
    paths: filter('paths'),
    types: filter('types'),
    workflows: filter('workflows'),
  };
  const outputs = new Map<string, Scalar>();
  for (const one of asMap(fields.map(value, 'outputs'))) {
    const expression = fields.scalar(one.value, 'value');
    if (expression !== undefined) outputs.set(one.key.value, expression);
  }
  const secrets = new Map<string, { required: boolean; span: Span }>();
  for (const one of asMap(fields.map(value, 'secrets')))
    secrets.set(one.key.value, { required: isTrue(fields.scalar(one.value, 'required')), span: one.key.span });
  return { ...trigger, ...present(filters), inputs: readInputs(fields, value), outputs: orNone(outputs), secrets: orNone(secrets) };
}

/** Reads `inputs:` of a trigger or an action. */
export function readInputs(fields: Fields, owner: Node): ReadonlyMap<string, InputSpec> {
  const inputs = new Map<string, InputSpec>();
  for (const one of asMap(fields.map(owner, 'inputs'))) {
    const name = one.key.value;
    if (one.value.kind !== 'map' && !isNull(one.value)) fields.note(one.value.span, `the input ${name} should be a map`);
    inputs.set(name, {
      name,
      type: fields.scalar(one.value, 'type')?.value,
      required: isTrue(fields.scalar(one.value, 'required')),
      default: fields.scalar(one.value, 'default'),
      options: fields.scalars(one.value, 'options').map((option) => option.value),
      span: one.key.span,
    });
  }
  return orNone(inputs);
}

function orNone<T>(map: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
  return map.size === 0 ? none : map;
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Drops the fields that are undefined, so that optional fields are absent. */
function present<T extends object>(fields: T): Present<T> {
  return Object.fromEntries(Object.entries(fields).filter((one) => one[1] !== undefined)) as Present<T>;
}
