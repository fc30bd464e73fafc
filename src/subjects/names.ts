import { isSameFile } from '../registry/pypi/index.ts';
import type { Offered } from '../trust/bundle/index.ts';
import { quoted, refused } from '../trust/reason/index.ts';
import { parseStatement } from '../trust/statement/index.ts';
import type { Artifact } from '../trust/verify/index.ts';

/** What an index attested of a distribution is of the file of that name, and of no other with the same bytes. */
export function ofDistribution(offered: readonly Offered[], { digests }: Artifact, name: string): readonly Offered[] {
  return offered.flatMap((one) => (one.format === 'pep740' ? onlyNamed([one], digests, (other) => isSameFile(name, other)) : [one]));
}

/**
 * Refuses what names the bytes as something else: an index, or a folder, can give evidence of one package, or of an earlier
 * version, for another whose bytes are the same. Source: PEP 740, "Attestation objects"; npm/attestation `specs/publish/v0.1`.
 */
export function onlyNamed(offered: readonly Offered[], digests: Artifact['digests'], fits: (name: string) => boolean): readonly Offered[] {
  return offered.map((one) => {
    if (one.bundle.kind === 'refused' || one.bundle.value.content.kind !== 'envelope') return one;
    const statement = parseStatement(one.bundle.value.content.envelope.payload);
    if (statement.kind === 'refused') return one;
    const about = statement.value.subject.filter(({ digest }) =>
      (['sha256', 'sha384', 'sha512'] as const).some((key) => digests[key] !== undefined && Object.hasOwn(digest, key) && digest[key] === digests[key]),
    );
    if (about.length === 0 || about.some((subject) => subject.name !== undefined && fits(subject.name))) return one;
    return { ...one, bundle: refused('SUBJECT_OTHER_NAME', `the statement names these bytes ${quoted(about[0]?.name ?? '(no name)')}`) };
  });
}
