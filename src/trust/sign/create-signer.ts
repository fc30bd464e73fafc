import type { IdentityToken } from '../ambient/index.ts';
import type { Bundle, BundleContent } from '../bundle/index.ts';
import { Caller, type Outside } from '../calling/index.ts';
import { inTotoPayloadType, pae } from '../envelope/index.ts';
import { whyNotCertified } from '../verify/index.ts';
import { AnyOf } from './any-of.ts';
import { checked, unsound } from './check.ts';
import { certify } from './fulcio.ts';
import { recordV1 } from './log-v1.ts';
import { recordV2 } from './log-v2.ts';
import { refuseTooLarge, refuseUnloggable, type Loggable } from './loggable.ts';
import { chooseServices, type Chosen } from './select.ts';
import type { Service } from './signing-config.ts';
import type { Signer, SignerOptions, SignerWho } from './signer.ts';
import { signThis } from './sign-this.ts';
import { ephemeralKey, type SigningKey } from './signing-key.ts';
import { stamp } from './timestamp.ts';

/** A key, and what stands for it in a bundle. */
interface Holder {
  readonly key: SigningKey;
  readonly who: SignerWho;
  readonly material: Bundle['material'];
  readonly verifier: Loggable['verifier'];
  /** Milliseconds since 1970; undefined for a key that does not end. */
  readonly until: number | undefined;
}

/** As far as clocks of services may run ahead of this machine's, in milliseconds. */
const toleranceMs = 5 * 60_000;

/** A certificate has to hold until the last service has answered. */
const spareMs = 60_000;

/**
 * Makes a signer: keyless, by a certificate for a key that is never kept, or by a key of one's own. Every signature is
 * logged and stamped by the services of the signing config, and verified against the roots before it is given.
 * Throws SIGNING_CONFIG_UNREADABLE, TOKEN_MISSING, TOKEN_UNUSABLE, SIGNING_SERVICE_FAILED.
 * Source: Sigstore client specification 3, "Signing".
 */
export async function createSigner(options: SignerOptions, outside: Outside): Promise<Signer> {
  const { services, timeoutMs, with: by } = options;
  const { clock } = outside;
  const any = new AnyOf(options.onPassedOver ?? (() => undefined));
  const calling = (): Caller => new Caller(outside, { timeoutMs });
  const choose = (): Chosen => chooseServices(services, { now: clock.now(), keyless: by.kind === 'token' ? 'keyless' : 'key' });
  const hold = async (): Promise<Holder> =>
    by.kind === 'key' ? heldKey(by.key) : await newHolder(await by.token(), choose(), { caller: calling(), roots: options.roots, now: clock.now() });
  // Refused before anything is asked for.
  choose();
  let holder = await hold();
  let renewing: Promise<Holder> | undefined;
  const current = async (): Promise<Holder> => {
    if (holder.until === undefined || clock.now() + spareMs <= holder.until) return holder;
    // Of several at once one asks, and the others wait for it.
    renewing ??= hold().finally(() => (renewing = undefined));
    holder = await renewing;
    return holder;
  };
  return {
    get who() {
      return holder.who;
    },
    signArtifact: async (artifact) => {
      const held = await current();
      refuseUnloggable(held.key, choose(), 'artifact');
      const { signature, hash, digest } = await signThis(held.key, artifact);
      const content: BundleContent = { kind: 'message', signature, digest: { algorithm: hash, value: digest } };
      const { logEntries, timestamps } = await witnessed({ ...loggable(held, signature), content: { kind: 'digest', hash, digest } }, choose(), {
        any,
        caller: calling(),
      });
      const { bytes } = artifact;
      // Only a signature over the bytes themselves needs them again: a large file is read once.
      const read = bytes !== undefined ? () => [bytes] : held.key.hash === undefined ? artifact.read : undefined;
      return checked(assemble(held, content, { logEntries, timestamps }), {
        who: held.who,
        artifact: {
          digests: { sha256: artifact.sha256, [hash]: Buffer.from(digest).toString('hex') },
          ...(read === undefined ? {} : { read }),
        },
        policy: { kind: 'artifact' },
        roots: options.roots,
        now: clock.now(),
      });
    },
    signStatement: async (payload) => {
      refuseTooLarge(payload, choose());
      const held = await current();
      refuseUnloggable(held.key, choose(), 'statement');
      const unsigned = { payloadType: inTotoPayloadType, payload };
      const signature = await held.key.sign({ kind: 'bytes', bytes: pae(unsigned) });
      const envelope = { ...unsigned, signatures: [{ sig: signature, keyid: '' }] };
      const { logEntries, timestamps } = await witnessed({ ...loggable(held, signature), content: { kind: 'envelope', envelope } }, choose(), {
        any,
        caller: calling(),
      });
      return checked(assemble(held, { kind: 'envelope', envelope }, { logEntries, timestamps }), {
        who: held.who,
        artifact: { digests: {} },
        // The statement is the very one that was handed over: whom it is about is its maker's business.
        policy: { kind: 'unsafely-any-artifact' },
        roots: options.roots,
        now: clock.now(),
      });
    },
  };
}

/** Holds the certificate against the roots first: nothing is signed, and nothing logged, with one that nobody would take. */
async function newHolder(
  token: IdentityToken,
  { authority }: Chosen,
  { caller, roots, now }: { readonly caller: Caller; readonly roots: SignerOptions['roots']; readonly now: number },
): Promise<Holder> {
  if (authority === undefined) throw new Error('keyless without an authority');
  const key = ephemeralKey();
  const { leaf, who } = await certify(key, { token, service: authority, caller });
  // Clocks differ by seconds: a certificate that begins now may begin a little later here.
  const at = Math.min(Math.max(now, leaf.notBefore), now + toleranceMs);
  const why = whyNotCertified(leaf, { roots, at: at / 1000 });
  if (why.length > 0) throw unsound('the certificate that was issued is not one that a verifier takes, and nothing was signed with it', why);
  return { key, who, material: { kind: 'certificate', chain: [leaf.der] }, verifier: { kind: 'certificate', der: leaf.der }, until: leaf.notAfter };
}

function heldKey(key: SigningKey): Holder {
  const { spki, id } = key.publicKey;
  const who: SignerWho = { kind: 'key', fingerprint: Buffer.from(id).toString('hex'), spki };
  // The hint is how cosign finds a key: SHA-256 of it, in base64. Source: sigstore/cosign `pkg/cosign/bundle/sign.go`.
  return { key, who, material: { kind: 'public-key', hint: Buffer.from(id).toString('base64') }, verifier: { kind: 'key', der: spki }, until: undefined };
}

function loggable(by: Holder, signature: Uint8Array): Omit<Loggable, 'content'> {
  return { signature, key: by.key.publicKey, hash: by.key.hash ?? 'sha256', verifier: by.verifier };
}

/** Times first, the logs last: what is public of a signature that failed is then nothing at all. */
async function witnessed(
  what: Loggable,
  { logs, timestampAuthorities, otherwise }: Chosen,
  { any, caller }: { readonly any: AnyOf; readonly caller: Caller },
): Promise<Pick<Bundle, 'logEntries' | 'timestamps'>> {
  const ask = async <T>(chosen: readonly Service[], others: readonly Service[], call: (service: Service, within: Caller) => Promise<T>): Promise<T[]> =>
    others.length === 0 ? await Promise.all(chosen.map((service) => call(service, caller))) : [await any.ask([...chosen, ...others], caller, call)];
  const timestamps = await ask(timestampAuthorities, otherwise.timestampAuthorities, (service, within) => stamp(what.signature, { service, caller: within }));
  const logEntries = await ask(logs, otherwise.logs, (service, within) =>
    service.majorApiVersion === 2 ? recordV2(what, { service, caller: within }) : recordV1(what, { service, caller: within }),
  );
  return { logEntries, timestamps };
}

/** The media type to write. Source: sigstore/protobuf-specs `sigstore_bundle.proto`, `media_type`. */
function assemble(by: Holder, content: BundleContent, witnesses: Pick<Bundle, 'logEntries' | 'timestamps'>): Bundle {
  return { mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json', version: '0.3', content, material: by.material, ...witnesses };
}
