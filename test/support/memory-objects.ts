import type { Objects, Part, StoredObject } from '../../functions/shared/objects/objects.ts';

export interface MemoryObjects extends Objects {
  stored: Map<string, StoredObject>;
  uploads: Map<string, { key: string; type: string; parts: Part[] }>;
  /** Puts an object, as a browser's upload does; the same key again is a new version. */
  put(key: string, type: string, size: number, name?: string): StoredObject;
  /** Writes a tag to a version, as a scanner does. */
  tag(key: string, versionId: string, name: string, value: string): void;
}

/** A bucket that keeps what is known of objects, without their bytes. */
export function memoryObjects(now = () => new Date()): MemoryObjects {
  const stored = new Map<string, StoredObject>();
  const modified = new Map<string, Date>();
  const uploads = new Map<string, { key: string; type: string; parts: Part[] }>();
  const tagged = new Map<string, Map<string, string>>();
  let versions = 0;
  const put = (key: string, type: string, size: number, name?: string) => {
    const version = ++versions;
    const object = { size, type, etag: `etag-${version}`, versionId: `v${version}`, ...(name && { name }) };
    stored.set(key, object);
    modified.set(key, now());
    return object;
  };
  return {
    stored,
    uploads,
    put,
    tag: (key, versionId, name, value) => tagged.set(`${key} ${versionId}`, new Map([[name, value]])),
    presignPost: (request) => ({
      url: 'https://files.example.org/',
      fields: {
        key: request.key,
        'Content-Type': request.type,
        ...(request.redirect && { success_action_redirect: request.redirect }),
        ...(request.name && { 'x-amz-meta-name': request.name }),
        range: `${request.minBytes ?? 0}-${request.maxBytes}`,
      },
    }),
    presignGet: async ({ key, versionId, name }) =>
      `https://files.example.org/${key}?versionId=${versionId}&name=${encodeURIComponent(name)}`,
    presignPart: async ({ key, uploadId, number, length, crc32 }) => {
      const query = new URLSearchParams({ uploadId, partNumber: `${number}`, length: `${length}` });
      if (crc32 !== undefined) query.set('crc32', crc32);
      return `https://files.example.org/${key}?${query}`;
    },
    head: async (key) => stored.get(key),
    tags: async (key, versionId) => tagged.get(`${key} ${versionId}`) ?? new Map(),
    list: async ({ after = '', limit }) =>
      [...stored]
        .filter(([key]) => key > after)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .slice(0, limit)
        .map(([key, { etag }]) => ({ key, etag, modified: modified.get(key) ?? now() })),
    async createMultipart(key, type) {
      const id = `upload-${uploads.size + 1}`;
      uploads.set(id, { key, type, parts: [] });
      return id;
    },
    listParts: async (_key, uploadId) => uploads.get(uploadId)?.parts,
    async completeMultipart(key, uploadId, parts) {
      const upload = uploads.get(uploadId);
      if (!upload) return;
      put(
        key,
        upload.type,
        parts.reduce((sum, { size }) => sum + size, 0),
      );
      uploads.delete(uploadId);
    },
    async abortMultipart(_key, uploadId) {
      uploads.delete(uploadId);
    },
  };
}
