import { Fields, parseJson, reading } from '../json/index.ts';
import { parsed } from '../reason/index.ts';
import type { Bundle, LogEntry, SignerMaterial } from './bundle.ts';
import { materialOfPem } from './material.ts';
import type { Offered } from './offered.ts';

const mostVariants = 32;

/**
 * Gives evidence that came without a log entry those that came from elsewhere, each a variant of its own: which of them
 * is of this signature is found out by verifying. Evidence with entries of its own stays as it is.
 */
export function withLogEntries(offered: Offered, entries: readonly LogEntry[]): readonly Offered[] {
  const { bundle } = offered;
  if (bundle.kind === 'refused' || bundle.value.logEntries.length > 0 || entries.length === 0) return [offered];
  return entries.slice(0, mostVariants).map((entry) => ({ ...offered, bundle: parsed(withEntry(bundle.value, entry)) }));
}

function withEntry(bundle: Bundle, entry: LogEntry): Bundle {
  return { ...bundle, material: materialOf(bundle, entry), logEntries: [entry] };
}

/** The first SLSA generators kept no certificate: the entry's is taken, which the signature must then verify with. */
function materialOf(bundle: Bundle, entry: LogEntry): SignerMaterial {
  if (bundle.material.kind === 'certificate' || bundle.content.kind !== 'envelope') return bundle.material;
  const found = reading(() => {
    const json = parseJson(entry.body);
    const fields = new Fields(json.kind === 'parsed' ? json.value : null, { path: 'the body of the log entry', code: 'BUNDLE_MALFORMED', spelling: 'exact' });
    const spec = fields.object('spec');
    // Sources: sigstore/rekor `pkg/types/intoto/v0.0.1`, `pkg/types/dsse/v0.0.1`.
    const pem = entry.kind === 'intoto' ? spec.bytes('publicKey') : spec.objects('signatures', 1).map((one) => one.bytes('verifier'))[0];
    return materialOfPem(Buffer.from(pem ?? []).toString('latin1'), 'the certificate of the log entry');
  });
  return found.kind === 'parsed' && found.value.kind === 'certificate' ? found.value : bundle.material;
}
