import type { PinnedAttachment } from '../../schemas/attachment.ts';
import {
  archiveIn,
  heldContents,
  type SimulatedStore,
  type Simulation,
  simulatedStore,
} from './simulated-store.ts';

interface Held {
  bytes: Buffer;
  etag: string;
  versionId?: string;
}

/** Both buckets in memory: files of reports, and what archives are made with. */
export interface MemoryStore extends SimulatedStore {
  attachments: Map<string, Held>;
  hold(file: PinnedAttachment, bytes: Uint8Array): void;
  /** A finished archive. */
  zip(key: string): Buffer;
}

export function memoryStore(simulation: Omit<Simulation, 'contents'> = {}): MemoryStore {
  const attachments = new Map<string, Held>();
  const contents: Simulation['contents'] = {
    find(source) {
      if (source.bucket === 'archives') return heldContents(store.smallObjects()).find(source);
      const held = attachments.get(source.key);
      return held?.versionId === source.versionId ? heldContents(attachments).find(source) : undefined;
    },
  };
  const store = simulatedStore({ contents, ...simulation });
  return {
    ...store,
    attachments,
    hold: ({ key, pin }, bytes) =>
      attachments.set(key, { bytes: Buffer.from(bytes), etag: pin.etag, versionId: pin.versionId }),
    zip: (key) => archiveIn(store, key),
  };
}
