import { SealwrightError } from '../../base/index.ts';
import type { ReleasePorts } from '../../release/index.ts';
import type { JsonValue } from '../../trust/json/index.ts';
import { writeStatement } from '../../trust/predicate/index.ts';

/** Writes a statement of in-toto. An image and its platforms have one name. Throws RELEASE_REFUSED for what no reader would take. */
export const statementOf: ReleasePorts['statement'] = ({ subjects, predicateType, predicate }) => {
  const written = writeStatement({
    subjects: [],
    images: subjects.map(({ name, sha256 }) => ({ name, digest: { sha256 } })),
    predicateType,
    predicate: predicate as JsonValue,
  });
  if (written.kind === 'parsed') return written.value;
  throw new SealwrightError('RELEASE_REFUSED', { message: written.reason.message, hint: written.reason.hint ?? 'release fewer files at once' });
};
