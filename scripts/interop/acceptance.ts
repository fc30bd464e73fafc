/** Who holds evidence against what was asked for. */
export const verifiers = ['sealwright', 'cosign', 'gh', 'sigstore-python', 'cosign-v2', 'pypi-attestations'] as const;
export type VerifierName = (typeof verifiers)[number];

/** A kind of evidence, who made it, and where. */
export interface Made {
  readonly what: string;
  readonly by: string;
  readonly at: string;
}

/** Who accepts whose evidence, as a run finds it out. */
export interface Acceptance {
  readonly note: (made: Made, verifier: VerifierName, found: 'accepted' | 'refused' | { readonly refusedFor: string }) => void;
  /** As Markdown; notes say why something is not accepted. */
  readonly table: () => string;
}

/** An empty table. A cell says yes only where every note of it does. */
export function openAcceptance(): Acceptance {
  const rows = new Map<string, { readonly made: Made; readonly cells: Map<VerifierName, string[]> }>();
  return {
    note: (made, verifier, found) => {
      const key = [made.what, made.by, made.at].join('\n');
      const row = rows.get(key) ?? { made, cells: new Map<VerifierName, string[]>() };
      rows.set(key, row);
      row.cells.set(verifier, [
        ...(row.cells.get(verifier) ?? []),
        typeof found === 'string' ? { accepted: 'yes', refused: '**no**' }[found] : `no (${found.refusedFor})`,
      ]);
    },
    table: () => {
      const seen = verifiers.filter((one) => [...rows.values()].some(({ cells }) => cells.has(one)));
      const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
      const reasons = [...new Set([...rows.values()].flatMap(({ cells }) => [...cells.values()].flat()).filter((one) => one.startsWith('no (')))];
      const cellOf = (found: readonly string[] | undefined): string => {
        if (found === undefined) return '–';
        const worst = found.find((one) => one !== 'yes') ?? 'yes';
        const number = reasons.indexOf(worst);
        return number === -1 ? worst : `no (${number + 1})`;
      };
      return [
        line(['What', 'Signed by', 'At', ...seen]),
        line(['---', '---', '---', ...seen.map(() => '---')]),
        ...[...rows.values()].map(({ made, cells }) => line([made.what, made.by, made.at, ...seen.map((one) => cellOf(cells.get(one)))])),
        '',
        ...reasons.map((reason, number) => `${number + 1}. ${reason.slice('no ('.length, -1)}`),
      ].join('\n');
    },
  };
}
