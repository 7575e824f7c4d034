import type { Form } from '../form.ts';
import { summary } from './summary.ts';

/** The live forms, in the order in which people see them. */
export const forms: Form[] = [summary];

export const formOf = (id: string): Form | undefined => forms.find((form) => form.id === id);
