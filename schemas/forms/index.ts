import type { Form } from '../form.ts';
import { media } from './media.ts';
import { openDay } from './open-day.ts';
import { statistics } from './statistics.ts';
import { summary } from './summary.ts';

/** The live forms, in the order in which people see them. */
export const forms: Form[] = [openDay, summary, statistics, media];

export const formOf = (id: string): Form | undefined => forms.find((form) => form.id === id);
