/** What Maven writes into what it packs: where it belongs, its name and version. */
export interface Coordinates {
  readonly group: string;
  readonly artifact: string;
  readonly version: string;
}

/** Reads pom.properties; undefined where one of the three is missing. Source: Maven Archiver, "addMavenDescriptor". */
export function parseCoordinates(text: string): Coordinates | undefined {
  const values = new Map(
    text.split(/\r?\n/).flatMap((line) => {
      const match = /^\s*([A-Za-z]+)\s*[=:]\s*(.*?)\s*$/.exec(line);
      return match === null ? [] : [[match[1] ?? '', match[2] ?? ''] as const];
    }),
  );
  const [group, artifact, version] = ['groupId', 'artifactId', 'version'].map((key) => values.get(key) ?? '');
  const isName = (part: string | undefined): part is string => part !== undefined && /^[A-Za-z0-9_.+-]{1,256}$/.test(part);
  return isName(group) && isName(artifact) && isName(version) ? { group, artifact, version } : undefined;
}

/** The main attributes of a manifest, by their names in lower case. Source: JAR File Specification, "Manifest Specification". */
export function parseManifest(bytes: Uint8Array): ReadonlyMap<string, string> {
  // Lines are cut after so many bytes, also in the middle of a letter.
  const text = Buffer.from(bytes)
    .toString('latin1')
    .replaceAll(/\r\n?|\n/g, '\n')
    .replaceAll('\n ', '');
  const attributes = new Map<string, string>();
  for (const line of text.split('\n')) {
    if (line === '') break;
    const match = /^([A-Za-z0-9][\w-]*): (.*)$/.exec(line);
    if (match !== null)
      attributes.set(
        (match[1] ?? '').toLowerCase(),
        Buffer.from(match[2] ?? '', 'latin1')
          .toString('utf8')
          .trim(),
      );
  }
  return attributes;
}

const maxLicencesLength = 20_000;

/** Names of licences of a pom.xml that declares its own. Read as text: nothing of it is resolved. Source: Maven POM reference, "Licenses". */
export function licencesOfPom(text: string): readonly string[] {
  const start = text.indexOf('<licenses>');
  const own = start === -1 ? '' : text.slice(start, Math.min(start + maxLicencesLength, text.indexOf('</licenses>', start)));
  return [...own.matchAll(/<name>\s*([^<]{1,400}?)\s*<\/name>/g)].map((match) => (match[1] ?? '').replaceAll('&amp;', '&'));
}
