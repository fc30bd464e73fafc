import { limits } from '../../base/index.ts';
import { Fields, parseJson, reading, unfit } from '../json/index.ts';
import { quoted, type Parsed } from '../reason/index.ts';
import { readDigests } from './digests.ts';
import type { Statement, StatementSubject } from './statement.ts';

const types = new Set(['https://in-toto.io/Statement/v0.1', 'https://in-toto.io/Statement/v1']);
const code = 'STATEMENT_MALFORMED';

/**
 * Reads the payload of an envelope as an in-toto statement, v0.1 or v1. Fields that it does not know are ignored, as the
 * specification asks; the predicate is kept as it stands. Source: in-toto/attestation `spec/v1/statement.md`.
 */
export function parseStatement(payload: Uint8Array): Parsed<Statement> {
  const json = parseJson(payload, { what: 'the statement', code });
  if (json.kind === 'refused') return json;
  return reading(() => {
    const fields = new Fields(json.value, { path: 'the statement', code, spelling: 'exact' });
    fields.noLookalikes('_type', 'subject', 'predicateType', 'predicate');
    const type = fields.text('_type');
    if (!types.has(type)) unfit('STATEMENT_UNSUPPORTED', `the statement is of type ${quoted(type)}, expected an in-toto statement v0.1 or v1`);
    const predicateType = fields.text('predicateType');
    if (predicateType === '') fields.fail('has an empty predicateType');
    const subject = fields.objects('subject', limits.maxStatementSubjects).map(readSubject);
    // Source: in-toto/attestation `spec/v1/statement.md`, "subject": what is about nothing proves nothing.
    if (subject.length === 0) fields.fail('has no subject');
    return { type, subject, predicateType, predicate: fields.value('predicate') ?? null };
  });
}

function readSubject(fields: Fields): StatementSubject {
  fields.noLookalikes('name', 'digest');
  const name = fields.value('name') === null ? undefined : fields.optionalText('name');
  return { ...(name === undefined ? {} : { name }), digest: readDigests(fields.value('digest'), fields) };
}
