import type { VerifyCommand } from '../documents/index.ts';
import type { Traced } from '../lineage/index.ts';
import { dropPrefix, lit, mayIntersect, textOfEach, type Text } from '../values/index.ts';

/** Tags that stand for themselves: a version that is written out, or a name that projects give to what moves. */
const written = /^(.+):(latest|stable|edge|nightly|main|master|v?\d+(?:\.\d+){1,3}(?:-[\w.]+)?)$/;

/**
 * The tag of an image that a command asks for and that nothing here pushes: each push of the repository was read, and
 * no tag of it can be that one. Undefined where one may be.
 */
export function tagNeverPushed(command: VerifyCommand, traced: Traced): string | undefined {
  const { trace } = traced;
  const asked = command.subjects.flatMap((one) => {
    const found = one.includes('@') ? null : written.exec(one.replace(/^(?:oci|docker):\/\//, ''));
    return found === null ? [] : [{ repository: lit(found[1]!.toLowerCase()), tag: found[2]! }];
  });
  if (asked.length === 0 || trace.opaque.some((o) => o.places.includes('registry'))) return undefined;
  const pushed = trace.images
    .filter((image) => image.pushed && !image.local && !image.byDigestOnly && image.cannotWork === undefined)
    .flatMap((image) => image.refs);
  return asked.find(({ repository, tag }) => {
    const here = pushed.filter((ref) => meet(bare(ref.repository), bare(repository)));
    // A push without a tag is one of `latest`.
    return here.length > 0 && !here.some((ref) => meet(ref.tag ?? lit('latest'), lit(tag)));
  })?.tag;
}

function meet(one: Text, other: Text): boolean {
  return mayIntersect(textOfEach(one), textOfEach(other));
}

/** Commands leave out the registry that is meant where none is named. */
function bare(repository: Text): Text {
  const own = dropPrefix(repository, 'index.docker.io/') ?? dropPrefix(repository, 'docker.io/') ?? repository;
  return dropPrefix(own, 'library/') ?? own;
}
