// What a case asks for: artifact, identity, certificate, evidence.
// Enters: flags or YAML. Leaves: a policy.
// Refuses patterns that are not anchored, and policies that ask for nothing.
export * from './matcher.ts';
export * from './policy.ts';
