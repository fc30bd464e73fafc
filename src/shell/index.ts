// Shell scripts to commands with abstract values.
// Enters: a script and a host. Leaves: calls on the host, in order, with softness.
// Never runs anything.
export type * from './host.ts';
