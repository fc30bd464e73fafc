// Writes releases of a repository at GitHub: drafts, their files, and making them public.
// Enters: a repository, a token, files. Leaves: what the service has of a release, as it gives it to others.
// Refuses to send the token anywhere but to the API and its place for uploads; asking twice is as asking once.
export { openReleases } from './writer.ts';
