import { contentOf } from './content.ts';

/** What was typed and may not have been saved: the body of the form's post. */
export interface Copy {
  key: string;
  at: Date;
  body: string;
}

/** Somebody who has not come back to it for so long will not. */
const KEPT = 14 * 24 * 3600_000;

/** Private windows and full disks keep nothing: then there is no copy, and all else works. */
function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

function parse(key: string): Copy | undefined {
  const [at = '', body] = (localStorage.getItem(key) ?? '').split(/ (.*)/s);
  const when = new Date(at);
  return body === undefined || Number.isNaN(when.valueOf()) ? undefined : { key, at: when, body };
}

export interface Copies {
  keep(body: string): void;
  /** This page's own copy is no longer needed. */
  drop(): void;
  forget(key: string): void;
  /** Copies that other pages left behind, the newest first; those that hold nothing else than `body` are removed. */
  leftBy(body: string): Copy[];
}

/**
 * Copies in this browser of what is typed into the form of a place. Each page that is open keeps its own, so that two
 * of them do not lose each other's.
 * @param place `<campaign>/<unit>/<form>`: another unit's clerk at the same machine is not offered it
 */
export function openCopies(place: string, now: () => Date = () => new Date()): Copies {
  const prefix = `draft ${place} `;
  const own = prefix + Math.random().toString(36).slice(2);
  const forget = (key: string) => attempt(() => localStorage.removeItem(key));
  return {
    keep: (body) => attempt(() => localStorage.setItem(own, `${now().toISOString()} ${body}`)),
    drop: () => forget(own),
    forget,
    leftBy(body) {
      const keys = attempt(() => Object.keys(localStorage)) ?? [];
      const copies = keys.filter((key) => key.startsWith(prefix) && key !== own).map((key) => parse(key));
      const left = copies.flatMap((copy) => copy ?? []);
      const [content, oldest] = [contentOf(body), now().valueOf() - KEPT];
      const worth = (copy: Copy) => copy.at.valueOf() > oldest && contentOf(copy.body) !== content;
      for (const copy of left) if (!worth(copy)) forget(copy.key);
      return left.filter(worth).sort((a, b) => b.at.valueOf() - a.at.valueOf());
    },
  };
}
