import { createHash } from 'node:crypto';
import type { HashName } from '../der/index.ts';
import type { Artifact } from './artifact.ts';

/** The digests of an artifact: those that were given, and others worked out from its bytes when they are asked for. */
export class ArtifactDigests {
  readonly artifact: Artifact;
  readonly #worked = new Map<HashName, string>();

  constructor(artifact: Artifact) {
    this.artifact = artifact;
  }

  /** Hexadecimal; undefined where the bytes are not at hand. */
  of(algorithm: HashName): string | undefined {
    const given = this.artifact.digests[algorithm] ?? this.#worked.get(algorithm);
    if (given !== undefined || this.artifact.read === undefined) return given;
    const hashing = createHash(algorithm);
    for (const piece of this.artifact.read()) hashing.update(piece);
    const digest = hashing.digest('hex');
    this.#worked.set(algorithm, digest);
    return digest;
  }
}
