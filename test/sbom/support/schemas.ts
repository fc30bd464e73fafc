import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

/** Mistakes of a document by the official schema of its format; none where it is valid. */
export type Validate = (text: string) => readonly string[];

const read = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL(`../schemas/${name}.schema.json`, import.meta.url), 'utf8')) as Record<string, unknown>;

/** By the schema of SPDX 2.3. */
export const spdxMistakes: Validate = (text) => mistakes(spdx(), text);

/** By the schema of CycloneDX 1.6, strictly. */
export const cycloneDxMistakes: Validate = (text) => mistakes(cycloneDx(), text);

let spdxCheck: ValidateFunction | undefined;
let cycloneDxCheck: ValidateFunction | undefined;

function spdx(): ValidateFunction {
  spdxCheck ??= checker().compile(read('spdx-2.3'));
  return spdxCheck;
}

function cycloneDx(): ValidateFunction {
  if (cycloneDxCheck === undefined) {
    const ajv = checker();
    ajv.addSchema(read('cyclonedx-spdx'));
    ajv.addSchema(read('jsf-0.82'));
    cycloneDxCheck = ajv.compile(read('cyclonedx-1.6'));
  }
  return cycloneDxCheck;
}

function checker(): Ajv {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  // No validator has this format; addresses are held against the one for URIs, letters beyond ASCII aside.
  ajv.addFormat('iri-reference', (text) => URL.canParse(text, 'https://base.example/') && !/\s/.test(text));
  ajv.addFormat('idn-email', /^\S+@\S+$/);
  return ajv;
}

function mistakes(check: ValidateFunction, text: string): readonly string[] {
  return check(JSON.parse(text)) ? [] : (check.errors ?? []).map((one) => `${one.instancePath} ${one.message ?? ''}`);
}
