// Asks the service that keeps a repository what its files cannot show: environments, rulesets, releases, runs, actions.
// Enters: an http port, an API's address, questions. Leaves: facts, each known or unknown with its reason.
// Only reads; believes no type it was not shown; sends a token to no other host.
export type { Answer } from './answer.ts';
export type { ApiAddress } from './client.ts';
export type * from './facts.ts';
export { observe } from './observe.ts';
