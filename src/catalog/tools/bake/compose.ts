import { concat, concatAll, hole, lit } from '../../../values/index.ts';
import type { Datum, Text } from '../../../values/index.ts';
import { readConfig } from '../support/config.ts';
import { get, keysOf, spanOf, text, texts } from '../support/node.ts';
import type { Run } from '../support/run.ts';
import type { BakeConfig, BakeTarget } from './definitions.ts';
import { textDatum } from './values.ts';

type Environment = (name: string) => Text | undefined;

/** Reads a Compose file as bake does: a target for each service that is built, all of them in the group `default`. */
export function readCompose(run: Run, path: string, environment: Environment): BakeConfig {
  const config = readConfig(run.input.files, path);
  const services = get(config?.node, 'services');
  const targets: BakeTarget[] = [];
  for (const name of keysOf(services)) {
    const service = get(services, name);
    const build = get(service, 'build');
    if (build === undefined || service === undefined) continue;
    const attributes = new Map<string, Datum>();
    const image = text(service, 'image');
    const tags = texts(get(build, 'tags'));
    const own = tags.length > 0 ? tags : image === undefined ? [] : [image];
    if (own.length > 0) attributes.set('tags', listOf(own, environment));
    const platforms = texts(get(build, 'platforms'));
    if (platforms.length > 0) attributes.set('platforms', listOf(platforms, environment));
    const attests = (['sbom', 'provenance'] as const).flatMap((kind) => {
      const value = text(build, kind);
      return value === undefined ? [] : [canonicalAttest(kind, lit(value))];
    });
    if (attests.length > 0) attributes.set('attest', { kind: 'list', items: attests.map(textDatum) });
    const extension = get(build, 'x-bake');
    for (const key of ['tags', 'output', 'platforms', 'attest', 'inherits']) {
      const value = get(extension, key);
      if (value !== undefined) attributes.set(key, listOf(texts(value), environment));
    }
    targets.push({ name: name.replaceAll('.', '_'), attributes, at: spanOf(service, run.input.span) });
  }
  return { targets, groups: new Map(targets.length === 0 ? [] : [['default', targets.map((t) => t.name)]]) };
}

/** `--provenance=mode=max` and `--sbom=true` as the attestation that they are short for. */
export function canonicalAttest(kind: 'provenance' | 'sbom', value: Text): Text {
  const only = value.length === 1 && value[0]!.kind === 'lit' ? value[0]!.text.toLowerCase() : undefined;
  if (only === 'true' || only === '1') return lit(`type=${kind}`);
  return only === 'false' || only === '0' ? lit(`type=${kind},disabled=true`) : concat(lit(`type=${kind},`), value);
}

function listOf(values: readonly string[], environment: Environment): Datum {
  return { kind: 'list', items: values.map((value) => textDatum(interpolated(value, environment))) };
}

/** `${NAME}`, `${NAME:-otherwise}` and `$NAME`; what is not set is empty. */
function interpolated(value: string, environment: Environment): Text {
  return concatAll(
    value.split(/(\$\$|\$\{[^}]*\}|\$[A-Za-z_]\w*)/).map((part): Text => {
      if (part === '$$') return lit('$');
      if (!part.startsWith('$')) return lit(part);
      const [, name = '', operator = '', otherwise = ''] = /^\$\{?([A-Za-z_]\w*)(:?[-?+])?(.*?)\}?$/.exec(part) ?? [];
      const given = environment(name);
      if (given === undefined) return operator.endsWith('-') ? lit(otherwise) : operator === '' ? [] : hole(`compose ${name}`, { label: name });
      return operator === ':-' && given.length === 0 ? lit(otherwise) : given;
    }),
  );
}
