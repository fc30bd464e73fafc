import type { AskedRepository } from './asked-signer.ts';
import type { Matcher, PatternPart } from './matcher.ts';
import { readPattern, type Mistake } from './pattern.ts';

/**
 * Reads which workflow must have signed: a file of the repository (`release.yml`, `.github/workflows/release.yml`), or a
 * reusable workflow of another one (`OWNER/REPO/.github/workflows/build.yml`, or its address), each with `@REF` where it must
 * be of that. Returns what the certificate's identity must be. Source: sigstore/fulcio `docs/oidc.md`, GitHub: the SAN is the
 * `job_workflow_ref` behind the host.
 */
export function readWorkflow(text: string, repository: AskedRepository, option: string): Extract<Matcher, { kind: 'exact' | 'pattern' }> | Mistake {
  const prefix = repository.host.sanPrefix;
  const plain = text.startsWith(`${prefix}/`) ? text.slice(prefix.length + 1) : text;
  const at = plain.indexOf('@');
  const [path, ref] = at === -1 ? [plain, undefined] : [plain.slice(0, at), plain.slice(at + 1)];
  const found = /^(?:([\w-]+\/[\w.-]+)\/)?(?:\.github\/workflows\/)?([^/*\s]+\.ya?ml)$/.exec(path);
  if (found === null || (found[1] !== undefined && !path.includes('/.github/workflows/')) || ref === '')
    return {
      kind: 'mistake',
      message: `${option} takes a workflow file, not ${JSON.stringify(text.slice(0, 100))}`,
      hint: `${option} release.yml, or OWNER/REPO/.github/workflows/build.yml for a reusable workflow of another repository`,
    };
  const [, other, file = ''] = found;
  const home = other === undefined ? repository.uri : `${prefix}/${other}`;
  const ofRef = ref === undefined ? anyRef : partsOf(ref, option);
  if ('message' in ofRef) return ofRef;
  return {
    kind: 'pattern',
    parts: [{ kind: 'literal', text: `${home}/`, ignoringCase: true }, { kind: 'literal', text: `.github/workflows/${file}@` }, ...ofRef],
  };
}

const anyRef: readonly PatternPart[] = [{ kind: 'rest' }];

function partsOf(ref: string, option: string): readonly PatternPart[] | Mistake {
  const read = readPattern(ref, `${option} …@`);
  if (read.kind === 'mistake') return read;
  return read.kind === 'exact' ? [{ kind: 'literal', text: read.text }] : read.parts;
}
