import type { Condition, EffectTemplate } from '../schema.ts';

type Signs = Extract<EffectTemplate, { kind: 'signs' }>;

/** A signature inside the file, which becomes another file by it. */
export function embedded(mechanism: Signs['mechanism'], paths: string | readonly string[], when?: Condition, by: Pick<Signs, 'key' | 'keyring'> = {}): Signs {
  return {
    kind: 'signs',
    subject: { kind: 'files', paths },
    mechanism,
    keyless: false,
    attachedTo: 'embedded',
    inPlace: true,
    ...by,
    ...(when === undefined ? {} : { when }),
  };
}

/** A signed copy beside the input. */
export function signedCopy(
  mechanism: Signs['mechanism'],
  input: string,
  output: string,
  when: Condition,
  by: Pick<Signs, 'key'> = {},
): readonly EffectTemplate[] {
  return [
    { kind: 'transforms', how: 'sign', inputs: input, outputs: output, when },
    { kind: 'signs', subject: { kind: 'files', paths: output }, mechanism, keyless: false, attachedTo: 'embedded', ...by, when },
  ];
}
