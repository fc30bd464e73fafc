import { concat, datumToText, lines, lit, literalOf, type Datum, type Text } from '../values/index.ts';

/** A bake file that docker/metadata-action writes, and the output that holds its path. */
export interface MetadataBakeFile {
  readonly output: string;
  readonly path: Text;
  readonly content: Text;
}

/**
 * The bake files of docker/metadata-action: each defines one target, which targets of the project inherit. Only its tags
 * say what is published. Source: src/meta.ts of docker/metadata-action, getBakeFile.
 */
export function metadataBakeFiles(inputs: ReadonlyMap<string, Text>, tags: Text, id: string): readonly MetadataBakeFile[] {
  const target = literalOf(inputs.get('bake-target') ?? []) || 'docker-metadata-action';
  // A folder of its own for each step (mkdtemp), so that no other step's file is in it.
  const folder = lit(`/runner/docker-actions-toolkit-${id.replaceAll(/[^\w.-]+/g, '-')}`);
  const list: Datum = { kind: 'list', items: lines(tags).map((text): Datum => ({ kind: 'text', text })) };
  return ['', '-tags', '-labels', '-annotations'].flatMap((suffix) => {
    const attributes = new Map<string, Datum>(suffix === '' || suffix === '-tags' ? [['tags', list]] : []);
    const content = datumToText(mapOf('target', mapOf(target, { kind: 'map', entries: attributes })));
    return content === undefined ? [] : [{ output: `bake-file${suffix}`, path: concat(folder, lit(`/docker-metadata-action-bake${suffix}.json`)), content }];
  });
}

function mapOf(key: string, value: Datum): Datum {
  return { kind: 'map', entries: new Map([[key, value]]) };
}
