// Strict JSON: texts that two readers would read in two ways are refused.
// Enters: bytes. Leaves: values, or why they were refused.
// Refuses duplicate keys, depth and length past the bounds, and anything after the end.
export * from './base64.ts';
export * from './fields.ts';
export * from './parse.ts';
export * from './value.ts';
