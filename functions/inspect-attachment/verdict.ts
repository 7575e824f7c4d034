import type { KeptFinding, Media } from '../../schemas/attachment.ts';

/** What was found of a file. */
export interface Found {
  /** What it is not, and must be. */
  faults: KeptFinding[];
  /** Why it cannot be said whether it is what it must be. */
  doubts: KeptFinding[];
  media?: Media;
}

export interface Verdict {
  state: 'accepted' | 'refused' | 'unchecked';
  findings: KeptFinding[];
  media?: Media;
}

/** One certain fault is enough to refuse, whatever else is in doubt; one doubt is enough not to accept. */
export function verdictOf({ faults, doubts, media }: Found): Verdict {
  const state = faults.length > 0 ? 'refused' : doubts.length > 0 ? 'unchecked' : 'accepted';
  return { state, findings: [...faults, ...doubts], ...(media && { media }) };
}

export const fine: Found = { faults: [], doubts: [] };
export const fault = (...faults: KeptFinding[]): Found => ({ faults, doubts: [] });
export const doubt = (...doubts: KeptFinding[]): Found => ({ faults: [], doubts });

/** The same with one fault more; who is not what it claims to be needs no second reason. */
export function alsoFaulty(found: Found, more: KeptFinding | undefined): Found {
  const refused = found.faults.some(({ code }) => code === 'type-mismatch');
  return more && !refused ? { ...found, faults: [...found.faults, more] } : found;
}
