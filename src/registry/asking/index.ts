// Asks services over the network: patient within bounds, and no credential leaves the host that it is for.
// Enters: questions with addresses. Leaves: answers, or a coded reason that says why there is none.
// Refuses to follow where TLS ends, to this machine from outside, and in circles.
export * from './asker.ts';
export * from './download.ts';
export * from './json.ts';
export { nextPage } from './link.ts';
export { hop } from './redirect.ts';
