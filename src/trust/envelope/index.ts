// DSSE envelopes and what their signatures are over.
// Enters: JSON bytes. Leaves: an envelope, or why it was refused.
// Refuses base64 in other spellings and envelopes without a signature.
export * from './envelope.ts';
export * from './envelope-json.ts';
export * from './pae.ts';
export * from './parse.ts';
