import type { ReleasePorts } from '../../release/index.ts';

/** Writes a statement of in-toto. Source: in-toto/attestation `spec/v1/statement.md`. */
export const statementOf: ReleasePorts['statement'] = ({ subjects, predicateType, predicate }) =>
  Buffer.from(
    JSON.stringify({
      _type: 'https://in-toto.io/Statement/v1',
      subject: subjects.map(({ name, sha256 }) => ({ name, digest: { sha256 } })),
      predicateType,
      predicate,
    }),
  );
