// What a measurement found, and how it is shown beside what was asked for.

export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: 'times' | '%' | 'ms' | 's' | 'MiB' | 'per second' | 'ms per workflow' | 'MB/s';
  /** The most that was asked for, in the same unit. */
  readonly atMost?: number;
  /** The least, where more is better. */
  readonly atLeast?: number;
  /** How it came about, in a few words. */
  readonly how: string;
}

export interface Section {
  readonly title: string;
  readonly figures: readonly Figure[];
}

export function holds(figure: Figure): boolean | undefined {
  if (figure.atMost === undefined && figure.atLeast === undefined) return undefined;
  return figure.value <= (figure.atMost ?? Infinity) && figure.value >= (figure.atLeast ?? -Infinity);
}

function show(value: number, unit: Figure['unit']): string {
  const digits = value >= 100 || Number.isInteger(value) ? 0 : value >= 10 ? 1 : 2;
  const number = value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return unit === 'ms per workflow' ? `${number} ms` : unit === 'per second' ? `${number}/s` : unit === 'times' ? `${number} x` : `${number} ${unit}`;
}

/** The sections as one table; every figure with what was asked for, and whether it holds. */
export function tableOf(sections: readonly Section[]): string {
  const rows = sections.flatMap(({ title, figures }) => [
    [title, '', '', ''],
    ...figures.map((one) => {
      const verdict = holds(one);
      return [
        `  ${one.what}`,
        show(one.value, one.unit),
        one.atMost === undefined ? (one.atLeast === undefined ? '' : `at least ${show(one.atLeast, one.unit)}`) : `at most ${show(one.atMost, one.unit)}`,
        `${verdict === undefined ? '     ' : verdict ? 'holds' : 'SHORT'}  ${one.how}`,
      ];
    }),
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 1 ? cell.padStart(widths[1] ?? 0) : cell.padEnd(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
