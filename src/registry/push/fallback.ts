import type { JsonObject } from '../../trust/json/index.ts';
import { parsed, type Parsed } from '../../trust/reason/index.ts';
import { objectField, textField } from '../asking/index.ts';
import { indexTypes } from '../oci/index.ts';
import { addToList } from './shared-tag.ts';
import type { PushTarget } from './target.ts';

/** An entry of the list of what refers to a manifest. Source: distribution-spec, "Referrers Tag Schema". */
export interface Referrer {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly artifactType: string;
  readonly annotations: Readonly<Record<string, string>>;
}

const ociIndex = indexTypes[0] ?? '';

/** Lists what refers to a subject in the index under its tag, for registries that have no list of their own. Gives the tag. */
export async function listUnderTag(target: PushTarget, subject: string, entry: Referrer): Promise<Parsed<{ readonly tag: string }>> {
  const tag = subject.replace(':', '-');
  const { mediaType, digest, size, artifactType, annotations } = entry;
  const added = await addToList(
    target,
    {
      tag,
      mediaType: ociIndex,
      member: 'manifests',
      fresh: { schemaVersion: 2, mediaType: ociIndex },
      // Some registries read the tag as the digest, and give the image itself.
      isOne: (manifest) => manifest.kind === 'index' && manifest.digest !== subject,
      keyOf: (one) => textField(one, 'digest'),
      says,
      write: async (members, entries) => parsed({ ...members, manifests: entries }),
    },
    { mediaType, digest, size, artifactType, annotations },
  );
  return added.kind === 'refused' ? added : parsed({ tag });
}

/** go-containerregistry leaves type and annotations out of what it writes, and others then cannot tell what it is. */
function says(there: JsonObject, ours: JsonObject): boolean {
  const [own, wanted] = [objectField(there, 'annotations') ?? {}, objectField(ours, 'annotations') ?? {}];
  return (
    textField(there, 'artifactType') === textField(ours, 'artifactType') && Object.keys(wanted).every((key) => textField(own, key) === textField(wanted, key))
  );
}
