/** Put in by the build: a hash of all files that pages load. Code that runs as it was written knows none. */
declare const HASH_OF_ASSETS: string | undefined;

export const ASSETS_VERSION = typeof HASH_OF_ASSETS === 'undefined' ? undefined : HASH_OF_ASSETS;

/** Where a page gets a file: an address of its own for every content, which browsers keep without asking again. */
export const assetAddress = (file: string): string =>
  ASSETS_VERSION === undefined ? `/assets/${file}` : `/assets/${ASSETS_VERSION}/${file}`;
