import type { Role } from '../../schemas/session.ts';

const ORIGIN = 'https://here.invalid';

/**
 * Where to go after signing in: a path of this site, never another site.
 * `//example.org`, `/\example.org`, `https://example.org` => undefined
 */
export function localPath(next: string | undefined): string | undefined {
  if (!next?.startsWith('/') || !URL.canParse(next, ORIGIN)) return undefined;
  const { origin, pathname, search } = new URL(next, ORIGIN);
  // A path may begin with two slashes after `..` is resolved, and would name a host again.
  if (origin !== ORIGIN || pathname.startsWith('//') || pathname.startsWith('/sign-')) return undefined;
  return pathname + search;
}

export const homeOf = (role: Role): string => (role === 'unit' ? '/reports' : '/desk');
