// Calls services that signing needs: patient until a deadline, and silent about what is secret.
// Enters: requests with the name of their service. Leaves: answers.
// Refuses redirects, answers past their bound, and statuses that were not expected; all as SIGNING_SERVICE_FAILED.
export * from './caller.ts';
