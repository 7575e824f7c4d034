/** Long enough to be followed, too short to be passed on. */
const LEAST = 300;
/** Bytes a second on a bad line. */
const SLOW = 100_000;
/** As long as the credentials that sign it are sure to last. */
const MOST = 6 * 3600;

/**
 * Seconds for which a link to a file of so many bytes is valid. A browser that goes on with a download that broke asks
 * at the very address where the bytes came from, so the link has to outlast the file on a bad line.
 */
export const linkSeconds = (size: number): number => Math.min(MOST, LEAST + Math.ceil(size / SLOW));
