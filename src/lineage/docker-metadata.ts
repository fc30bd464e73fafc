import { limits } from '../base/index.ts';
import { concat, datumToText, derive, hole, join, lines, lit, literalOf, lower, splitAt, stripPrefix, type Datum, type Text } from '../values/index.ts';
import type { Scenario } from './scenario.ts';

interface Rule {
  readonly fields: ReadonlyMap<string, Text>;
}

/**
 * Computes the outputs of docker/metadata-action: one `image:tag` line for each image and each rule that gives a tag
 * under the scenario's ref. `noteTag` is told each with what turns its rule on. Source: docker/metadata-action v5 README, tags input and flavor input.
 */
export function dockerMetadata(
  scenario: Scenario,
  inputs: ReadonlyMap<string, Text>,
  id: string,
  noteTag: (name: Text, enable: Text | undefined) => void,
): ReadonlyMap<string, Text> {
  const images = lines(inputs.get('images') ?? [])
    .map(imageName)
    .filter((i) => i !== undefined);
  const given = lines(inputs.get('tags') ?? []);
  const rules =
    given.length > 0 ? given.map(parseRule) : ['schedule', 'ref,event=branch', 'ref,event=tag', 'ref,event=pr'].map((r) => parseRule(lit(`type=${r}`)));
  const flavor = new Map<string, Text>();
  for (const line of lines(inputs.get('flavor') ?? [])) for (const [k, v] of parseRule(line).fields) flavor.set(k, v);
  const tags: Text[] = [];
  const enabledBy: (Text | undefined)[] = [];
  let wantsLatest = false;
  for (const rule of rules) {
    const made = tagOf(rule, scenario, id);
    if (made === undefined) continue;
    tags.push(decorate(made.text, rule, flavor));
    enabledBy.push(rule.fields.get('enable'));
    if (made.versioned) wantsLatest = true;
  }
  const latest = literalOf(flavor.get('latest') ?? lit('auto'));
  if (latest === 'true' || (latest === 'auto' && wantsLatest)) tags.push(decorate(lit('latest'), { fields: new Map() }, onlySuffix(flavor)));
  for (const image of images) tags.forEach((tag, i) => noteTag(concat(lower(image), lit(':'), tag), enabledBy[i]));
  const out = new Map<string, Text>();
  // Past the bound the names are known and the tags are not.
  const full = images.length * tags.length > limits.maxFilesPerPlace ? [] : images.flatMap((image) => tags.map((tag) => concat(lower(image), lit(':'), tag)));
  out.set(
    'tags',
    full.length > 0
      ? join(full, '\n')
      : images.length > 0
        ? join(
            images.map((i) => concat(lower(i), lit(':'), hole(`${id}.metadata-tag`, { label: 'tag' }))),
            '\n',
          )
        : hole(`${id}.outputs.tags`, { label: 'tags' }),
  );
  out.set('version', versionOf(tags, enabledBy) ?? hole(`${id}.outputs.version`, { label: 'version' }));
  out.set('tag-names', join(tags, '\n'));
  const json = datumToText({
    kind: 'map',
    entries: new Map<string, Datum>([
      ['tags', { kind: 'list', items: full.map((tag): Datum => ({ kind: 'text', text: tag })) }],
      ['version', { kind: 'text', text: out.get('version') ?? [] }],
    ]),
  });
  if (json !== undefined && full.length > 0) out.set('json', json);
  return out;
}

/** The tag of the first rule that is turned on, chosen as its `enable` is. */
function versionOf(tags: readonly Text[], enabledBy: readonly (Text | undefined)[]): Text | undefined {
  const [first, ...rest] = tags;
  const only = enabledBy[0]?.length === 1 ? enabledBy[0][0] : undefined;
  const isOn = only?.kind === 'alt' && only.options.length === 2 ? only.options.map((option) => literalOf(option)) : [];
  const next = isOn.includes('true') && isOn.includes('false') ? versionOf(rest, enabledBy.slice(1)) : undefined;
  if (first === undefined || next === undefined || only?.kind !== 'alt') return first;
  return [{ kind: 'alt', key: only.key, options: isOn[0] === 'true' ? [first, next] : [next, first] }];
}

/** The variables that the action sets for later steps, one for each output: `DOCKER_METADATA_OUTPUT_JSON`. */
export function dockerMetadataVariables(outputs: ReadonlyMap<string, Text>): ReadonlyMap<string, Text> {
  return new Map([...outputs].map(([name, value]) => [`DOCKER_METADATA_OUTPUT_${name.toUpperCase().replaceAll('-', '_')}`, value]));
}

function imageName(line: Text): Text | undefined {
  const first = splitAt(line, /,/g)[0] ?? line;
  const value = literalOf(first);
  if (value !== undefined && value.startsWith('name=')) return lit(value.slice(5));
  if (first[0]?.kind === 'lit' && first[0].text.startsWith('name=')) return concat(lit(first[0].text.slice(5)), first.slice(1));
  const disabled = splitAt(line, /,/g).some((f) => literalOf(f) === 'enable=false');
  return disabled || first.length === 0 ? undefined : first;
}

function parseRule(line: Text): Rule {
  const fields = new Map<string, Text>();
  for (const field of splitAt(line, /,(?=\w+=)/g)) {
    const head = field[0];
    if (head?.kind !== 'lit') continue;
    const at = head.text.indexOf('=');
    if (at === -1) {
      fields.set('type', lit('raw'));
      fields.set('value', field);
      continue;
    }
    fields.set(head.text.slice(0, at).trim(), concat(lit(head.text.slice(at + 1)), field.slice(1)));
  }
  if (!fields.has('type')) fields.set('type', lit('raw'));
  return { fields };
}

function tagOf(rule: Rule, scenario: Scenario, id: string): { readonly text: Text; readonly versioned: boolean } | undefined {
  const enable = rule.fields.get('enable');
  const enabled = enable === undefined ? undefined : literalOf(enable);
  if (enabled === 'false') return undefined;
  if (enabled !== undefined && /^\{\{\s*is_default_branch\s*\}\}$/.test(enabled) && scenario.refKind === 'tag') return undefined;
  const type = literalOf(rule.fields.get('type') ?? lit('raw'));
  const value = rule.fields.get('value');
  const onTag = scenario.refKind === 'tag';
  switch (type) {
    case 'semver':
    case 'pep440': {
      const source = value !== undefined && value.length > 0 ? value : onTag ? scenario.refName : undefined;
      if (source === undefined) return undefined;
      return { text: versionPattern(rule.fields.get('pattern'), source, id), versioned: onTag };
    }
    case 'match': {
      if (!onTag && (value === undefined || value.length === 0)) return undefined;
      const source = value !== undefined && value.length > 0 ? value : scenario.refName;
      return { text: derive(`match ${literalOf(rule.fields.get('pattern') ?? []) ?? ''}`, source, { label: 'version' }), versioned: onTag };
    }
    case 'ref': {
      const event = literalOf(rule.fields.get('event') ?? []);
      if (event === 'branch') return scenario.refKind === 'branch' && scenario.event !== 'schedule' ? { text: scenario.refName, versioned: false } : undefined;
      if (event === 'tag') return onTag ? { text: scenario.refName, versioned: true } : undefined;
      return undefined;
    }
    case 'sha':
      return { text: concat(lit('sha-'), hole('github.sha.short', { label: 'sha', shape: '[0-9a-f]+' })), versioned: false };
    case 'schedule':
      return scenario.event === 'schedule' ? { text: lit('nightly'), versioned: false } : undefined;
    case 'edge':
      return scenario.refKind === 'branch' ? { text: lit('edge'), versioned: false } : undefined;
    case 'raw':
      return value === undefined || value.length === 0 ? undefined : { text: value, versioned: false };
    default:
      return undefined;
  }
}

function versionPattern(pattern: Text | undefined, source: Text, id: string): Text {
  void id;
  const version = stripPrefix(source, lit('v'), { longest: false });
  const text = literalOf(pattern ?? lit('{{version}}'));
  if (text === undefined) return derive('version pattern', concat(pattern ?? [], source), { label: 'version' });
  const out: Text[] = [];
  let rest = text;
  for (let guard = 0; rest !== '' && guard < 64; guard++) {
    const open = rest.indexOf('{{');
    const close = rest.indexOf('}}', open);
    if (open === -1 || close === -1) {
      out.push(lit(rest));
      break;
    }
    out.push(lit(rest.slice(0, open)));
    const name = rest.slice(open + 2, close).trim();
    out.push(name === 'version' || name === 'raw' ? (name === 'raw' ? source : version) : derive(`${name} of`, version, { label: name }));
    rest = rest.slice(close + 2);
  }
  return concat(...out);
}

function decorate(tag: Text, rule: Rule, flavor: ReadonlyMap<string, Text>): Text {
  const prefix = rule.fields.get('prefix') ?? flavor.get('prefix') ?? [];
  const suffix = rule.fields.get('suffix') ?? flavor.get('suffix') ?? [];
  return concat(withoutOptions(prefix), tag, withoutOptions(suffix));
}

function withoutOptions(text: Text): Text {
  return splitAt(text, /,/g)[0] ?? text;
}

/** `latest` takes the flavor's prefix and suffix only when `onlatest=true` is written. */
function onlySuffix(flavor: ReadonlyMap<string, Text>): ReadonlyMap<string, Text> {
  return literalOf(flavor.get('onlatest') ?? lit('false')) === 'true' ? flavor : new Map();
}
