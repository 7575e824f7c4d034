/** An upload that was begun: which file it is of, and where it goes. */
export interface Begun {
  /** As the page's facts have it. */
  place: string;
  name: string;
  /** Bytes. */
  size: number;
  lastModified: number;
  /** The attachment's id. */
  id: string;
}

/** What this browser remembers of uploads when its page is closed. Losing it costs an upload begun anew, no more. */
export interface Memory {
  find(place: string, file: Pick<File, 'name' | 'size' | 'lastModified'>): Promise<Begun | undefined>;
  /** All of a place. */
  list(place: string): Promise<Begun[]>;
  keep(begun: Begun): Promise<void>;
  forget(begun: Begun): Promise<void>;
}

const STORE = 'begun';
const KEY = ['place', 'name', 'size', 'lastModified'];

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open('uploads', 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: KEY });
  return settled(request);
}

const keyOf = (place: string, { name, size, lastModified }: Pick<File, 'name' | 'size' | 'lastModified'>) => [
  place,
  name,
  size,
  lastModified,
];

/** Where a browser keeps nothing (private windows), nothing is remembered and all else works. */
export function openMemory(): Memory {
  const opening = openDatabase().catch(() => undefined);
  async function on<T>(
    mode: IDBTransactionMode,
    action: (store: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T | undefined> {
    const database = await opening;
    return (
      database && settled(action(database.transaction(STORE, mode).objectStore(STORE))).catch(() => undefined)
    );
  }
  return {
    find: (place, file) => on<Begun | undefined>('readonly', (store) => store.get(keyOf(place, file))),
    async list(place) {
      const all = await on<Begun[]>('readonly', (store) => store.getAll());
      return (all ?? []).filter((begun) => begun.place === place);
    },
    async keep(begun) {
      await on('readwrite', (store) => store.put(begun));
    },
    async forget(begun) {
      await on('readwrite', (store) => store.delete(keyOf(begun.place, begun)));
    },
  };
}

const RATE = 'upload-rate';

/** How fast this line was the last time, bytes a second. */
export function lastRate(): number | undefined {
  try {
    return Number(localStorage.getItem(RATE)) || undefined;
  } catch {
    return undefined;
  }
}

export function keepRate(rate: number | undefined): void {
  try {
    if (rate !== undefined) localStorage.setItem(RATE, String(Math.round(rate)));
  } catch {
    // The next upload guesses again.
  }
}
