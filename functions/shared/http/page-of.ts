/** The parameter by which a page of a unit says whose it is; programs need not. */
export const PAGE_OF = 'as';

/** Where a page of a unit posts to: the session may be another unit's by then. */
export const postedAs = (unit: string, address: string): string =>
  `${address}${address.includes('?') ? '&' : '?'}${PAGE_OF}=${encodeURIComponent(unit)}`;
