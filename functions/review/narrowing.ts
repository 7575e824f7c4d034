import type { Campaign } from '../../schemas/campaign.ts';
import { type Show, showOf } from './filter.ts';

/** A report of the matrix. */
export interface Place {
  unit: string;
  form: string;
}

/** What the matrix is narrowed to; its address says it, so that it can be kept, sent and come back to. */
export interface Narrowing {
  show: Show | undefined;
  form: string | undefined;
  group: string | undefined;
  /** Units that owe nothing are drawn although they have sent nothing. */
  everybody: boolean;
}

/** The whole matrix. */
export const NOT_NARROWED: Narrowing = {
  show: undefined,
  form: undefined,
  group: undefined,
  everybody: false,
};

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

/** What an address says after its path. */
export function queryOf(narrowing: Narrowing, more: readonly [string, string][] = []): string {
  const query = new URLSearchParams([...parametersOf(narrowing), ...more]).toString();
  return query && `?${query}`;
}

/** The desk narrowed so, with what else its page shall say. */
export function deskAddress(narrowing: Narrowing, more: readonly [string, string][] = []): string {
  return `/desk${queryOf(narrowing, more)}`;
}

/** What an address says of the revision that is looked at; nothing means the newest. */
export const revisionParameter = (revision: number | undefined): [string, string][] =>
  revision === undefined ? [] : [['revision', String(revision)]];

/** One report, or what is `under` it; from there the reports of the matrix narrowed so follow each other. */
export function reportAddress(
  { unit, form }: Place,
  narrowing: Narrowing,
  { under = '', more = [] }: { under?: string; more?: readonly [string, string][] } = {},
): string {
  return `/desk/reports/${unit}/${form}${under}${queryOf(narrowing, more)}`;
}
