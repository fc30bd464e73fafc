// Policy files: what each subject must carry, and who must have signed it.
// Enters: a YAML file that a person wrote. Leaves: demands by names of subjects.
// Refuses unknown keys, signers that are nobody, and subjects of which nothing is asked: every mistake is a coded error with its line.
export { asksOf, type Asks, type SubjectPolicies } from './model.ts';
export { readPolicies } from './read.ts';
