/** All of a body in memory of its own. Takes pieces of which each may be overwritten by the next; throws what reading them throws. */
export function gathered({ read }: { readonly read: () => Iterable<Uint8Array> }): Uint8Array {
  return Buffer.concat(Array.from(read(), (piece) => Uint8Array.from(piece)));
}
