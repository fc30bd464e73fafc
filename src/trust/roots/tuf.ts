import { initTUF } from '@sigstore/tuf';

export interface TufOptions {
  readonly mirrorUrl: string;
  readonly cacheFolder: string;
  readonly timeoutMs: number;
  readonly rootFile: string | undefined;
}

/** Brings a target of a repository, its metadata verified. Throws where it cannot be had. Loaded only for that: it takes longer to load than to use. */
export async function bringTarget(name: string, { mirrorUrl, cacheFolder, timeoutMs, rootFile }: TufOptions): Promise<string> {
  const client = await initTUF({
    mirrorURL: mirrorUrl,
    cachePath: cacheFolder,
    timeout: timeoutMs,
    retry: { retries: 1 },
    ...(rootFile === undefined ? {} : { rootPath: rootFile }),
  });
  return client.getTarget(name);
}
