import { createHash } from 'node:crypto';
import { limits, type Spool, type SpoolFile } from '../../base/index.ts';
import { parsed, refused } from '../../trust/reason/index.ts';
import { bytesOf } from './contents.ts';
import type { Endpoint } from './endpoint.ts';
import type { Descriptor } from './manifest.ts';
import type { ContentStream, Sought } from './store.ts';

/**
 * Downloads a content and puts it aside; nothing of it is given before all of it is there and is what its digest says.
 * Source: distribution-spec, "Pulling blobs". Contents are often kept by another host, which is asked without a credential.
 */
export async function streamContent(endpoint: Endpoint, { digest, size }: Descriptor, spool: Spool): Promise<Sought<ContentStream>> {
  const { host } = endpoint.base;
  if (size > limits.maxArtifactBytes) return refused('SERVICE_TOO_MUCH', `${host}: a content of ${size} bytes, where ${limits.maxArtifactBytes} are read`);
  const algorithm = digest.slice(0, digest.indexOf(':'));
  let file: SpoolFile | undefined;
  let hash = createHash(algorithm);
  try {
    const reply = await endpoint.ask(`blobs/${digest}`, {
      maxBytes: Math.max(size, limits.maxTokenBytes),
      timeoutMs: limits.contentTimeoutMs,
      redirects: 'anywhere',
      taker: () => {
        file?.close();
        const own = spool.open();
        file = own;
        hash = createHash(algorithm);
        return (piece) => {
          hash.update(piece);
          own.write(piece);
        };
      },
    });
    const answer = bytesOf(reply, host);
    if (answer.kind !== 'parsed' || file === undefined) {
      file?.close();
      return answer.kind === 'parsed' ? { kind: 'missing' } : answer;
    }
    const got = `${algorithm}:${hash.digest('hex')}`;
    if (got !== digest || file.size() !== size) {
      const message = `${host}: the content of ${digest} has the digest ${got} and ${file.size()} bytes`;
      file.close();
      return refused('SERVICE_MISMATCH', message);
    }
    return parsed(streamOf(file));
  } catch (error) {
    file?.close();
    throw error;
  }
}

const pieceBytes = 1024 * 1024;

function streamOf(file: SpoolFile): ContentStream {
  const size = file.size();
  return {
    size,
    read: function* () {
      for (let at = 0; at < size; at += pieceBytes) yield file.at(at, pieceBytes);
    },
    close: file.close,
  };
}
