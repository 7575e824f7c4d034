import type { Campaign } from '../../schemas/campaign.ts';
import { type Show, showOf } from './filter.ts';

/** What the matrix is narrowed to; its address says it, so that it can be kept, sent and come back to. */
export interface Narrowing {
  show: Show | undefined;
  form: string | undefined;
  group: string | undefined;
  /** Units that owe nothing are drawn although they have sent nothing. */
  everybody: boolean;
}

/** What a query or a posted form asks for; what the campaign does not have narrows nothing. */
export function narrowingOf(
  { requests, groups }: Campaign,
  asked: (name: string) => string | undefined,
): Narrowing {
  const [form, group] = [asked('form'), asked('group') ?? ''];
  return {
    show: showOf(asked('show')),
    form: requests.some((request) => request.form === form) ? form : undefined,
    group: Object.hasOwn(groups, group) ? group : undefined,
    everybody: asked('units') === 'all',
  };
}

/** `{ show: 'late', everybody: true }` => `[['show', 'late'], ['units', 'all']]` */
export const parametersOf = ({ show, form, group, everybody }: Narrowing): [string, string][] =>
  Object.entries({ show, form, group, units: everybody ? 'all' : undefined }).flatMap(
    ([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]]),
  );

/** The desk narrowed so, with what else its page shall say. */
export function deskAddress(narrowing: Narrowing, more: readonly [string, string][] = []): string {
  const query = new URLSearchParams([...parametersOf(narrowing), ...more]).toString();
  return query ? `/desk?${query}` : '/desk';
}
