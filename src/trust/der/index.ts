// Strict DER: certificates, timestamps and keys read, none trusted.
// Enters: bytes. Leaves: values, or why they were refused.
// Refuses BER, trailing bytes and everything that two readers could read in two ways.
export type { HashName, SignatureAlgorithm } from './algorithm.ts';
export { readCertificate, type Certificate } from './certificate.ts';
export { oids } from './extensions.ts';
export { readFulcioFields } from './fulcio.ts';
export { algorithmsOf, readPkcs1Key, readPublicKey, readPublicKeyOnce, verifySignature, type PublicKey } from './key.ts';
export { pemBlocks, pemOf } from './pem.ts';
export { withoutScts } from './precertificate.ts';
export type { SignedCertificateTimestamp } from './sct.ts';
export { readOctets, readSignedMessage, type SignedMessage } from './signed-message.ts';
export { readTimestamp, timestampInfo, type Timestamp } from './timestamp.ts';
