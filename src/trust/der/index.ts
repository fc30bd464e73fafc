// Strict DER: certificates, timestamps and keys read, none trusted.
// Enters: bytes. Leaves: values, or why they were refused.
// Refuses BER, trailing bytes and everything that two readers could read in two ways.
export {};
