// Identity tokens of CI systems: where a job gets one, and what it says of the job.
// Enters: an environment, a network, files. Leaves: a token with its claims, which are nobody's word until a CA took it.
// Refuses tokens that have expired or are for another audience; never prints one.
export * from './find-token.ts';
export { readIdentityToken, visibilityOf, type IdentityToken, type Visibility } from './token.ts';
export { visibilityOfJob } from './visibility.ts';
