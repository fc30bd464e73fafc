/** The name of a release without a `v` before its number. */
export function versionOf(name: string): string {
  return /^v\d/.test(name) ? name.slice(1) : name;
}

/** Puts a release's name and version where `{name}` and `{version}` stand. */
export function filled(text: string, name: string): string {
  return text.replaceAll('{name}', () => name).replaceAll('{version}', () => versionOf(name));
}

/** What an image is called in the names of steps: several can go to one repository. */
export function imageKey({ to, chart, layout }: { readonly to: string; readonly chart?: string; readonly layout: string }): string {
  return `${to} of ${chart ?? layout}`;
}

/** Where tools that upload look for the object of a distribution. Source: pypa/gh-action-pypi-publish `attestations.py`. */
export function publishName(file: string): string {
  return `${file}.publish.attestation`;
}

/** Evidence that is named after no file. */
export const provenanceName = 'provenance.intoto.jsonl';
