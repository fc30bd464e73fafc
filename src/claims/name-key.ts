/** A published name without its tag or digest, and with a star for each part that a version takes. */
export function nameKey(name: string): string {
  return name
    .toLowerCase()
    .replace(/^(?:oci|https):\/\//, '')
    .replace(/[@:][^/]*$/, '')
    .replaceAll(/<[^<>]{1,60}>|\{\{?[^{}]{1,60}\}\}?|\$\{?\w{1,60}\}?|…|\*+/g, '*')
    .replaceAll(/v?\d+\.\d+(?:\.\d+)?|x\.y\.z/g, '*')
    .replaceAll(/v?\*+/g, '*');
}
