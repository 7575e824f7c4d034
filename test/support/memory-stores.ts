import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Source } from '../../functions/build-archive/plan-shape.ts';
import { SourceGone, type Stores } from '../../functions/build-archive/stores.ts';
import type { PinnedAttachment } from '../../schemas/attachment.ts';

interface Held {
  bytes: Buffer;
  etag: string;
  versionId?: string;
}

export interface MemoryStores extends Stores {
  attachments: Map<string, Held>;
  archives: Map<string, Held>;
  /** Sources that are open now, and the most that were at once. */
  open: Stores['open'];
  opened: { now: number; most: number };
  hold(file: PinnedAttachment, bytes: Uint8Array): void;
}

const CHUNK = 64 * 1024;

/** The two buckets in memory; a source is given in chunks and only as fast as it is read. */
export function memoryStores(): MemoryStores {
  const attachments = new Map<string, Held>();
  const archives = new Map<string, Held>();
  const opened = { now: 0, most: 0 };

  async function* give(source: Source): AsyncGenerator<Buffer> {
    const held = { attachments, archives }[source.bucket].get(source.key);
    const same = held && held.etag === source.etag && held.versionId === source.versionId;
    if (!same || held.bytes.length !== source.size) throw new SourceGone(source);
    opened.now += 1;
    opened.most = Math.max(opened.most, opened.now);
    try {
      for (let at = 0; at < held.bytes.length; at += CHUNK) yield held.bytes.subarray(at, at + CHUNK);
    } finally {
      opened.now -= 1;
    }
  }

  return {
    attachments,
    archives,
    opened,
    hold: ({ key, pin }, bytes) =>
      attachments.set(key, { bytes: Buffer.from(bytes), etag: pin.etag, versionId: pin.versionId }),
    open: (source) => Readable.from(give(source), { objectMode: false }),
    read: async (key) => archives.get(key)?.bytes,
    async write(key, bytes, _type, onlyNew) {
      if (onlyNew && archives.has(key)) return undefined;
      const etag = createHash('md5').update(bytes).digest('hex');
      archives.set(key, { bytes, etag });
      return etag;
    },
    async upload(key, body) {
      const chunks: Buffer[] = [];
      for await (const chunk of body) chunks.push(chunk);
      archives.set(key, { bytes: Buffer.concat(chunks), etag: 'uploaded' });
    },
    size: async (key) => archives.get(key)?.bytes.length,
  };
}
