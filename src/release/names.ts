/** The name of a release without a `v` before its number. */
export function versionOf(name: string): string {
  return /^v\d/.test(name) ? name.slice(1) : name;
}

/** Puts a release's name and version where `{name}` and `{version}` stand. */
export function filled(text: string, name: string): string {
  return text.replaceAll('{name}', () => name).replaceAll('{version}', () => versionOf(name));
}
