import { concat, lit } from '../../../values/index.ts';
import type { Text } from '../../../values/index.ts';
import type { Node } from '../../../workflow/index.ts';
import type { MadeType } from '../../effect.ts';
import type { Holds } from '../support/run.ts';
import { distinct } from './made.ts';
import type { Binary, Made } from './made.ts';
import type { ArtifactFields, Project } from './project.ts';

/** Adds an ending unless the name has it. */
export function withEnding(name: Text, ending: string): Text {
  const last = name.at(-1);
  return last?.kind === 'lit' && last.text.endsWith(ending) ? name : concat(name, lit(ending));
}

/** One binary for each platform. */
export function firstOfPlatforms(binaries: readonly Binary[]): readonly Binary[] {
  const seen = new Set<string>();
  return binaries.filter((binary) => !seen.has(binary.platform) && seen.add(binary.platform) !== undefined);
}

/** Adds the files of one packing step, and the effect that makes them; returns the paths that are new. */
export function packed(
  project: Project,
  made: Made,
  packing: {
    readonly type: MadeType;
    readonly id: string;
    readonly how: string;
    readonly entry: Node;
    readonly files: readonly { readonly name: Text; readonly fields: ArtifactFields }[];
    readonly from: readonly Binary[];
    readonly does: Holds;
  },
): readonly Text[] {
  const paths: Text[] = [];
  for (const file of packing.files) {
    const path = project.inDist(file.name);
    if (made.addFile({ type: packing.type, id: packing.id, name: file.name, path, fields: file.fields })) paths.push(path);
  }
  if (paths.length > 0)
    project.run.add(
      {
        kind: 'transforms',
        how: packing.how,
        inputs: distinct(packing.from.map((binary) => binary.path)),
        outputs: paths,
        madeType: packing.type,
        id: packing.id,
      },
      packing.entry.span,
      packing.does,
    );
  return paths;
}
