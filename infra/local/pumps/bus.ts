import type { Asynchronous } from './asynchronous.ts';
import type { Rule } from './rules.ts';

/** Hands an event to the functions whose rules want it, as EventBridge's default bus does. */
export type Bus = (event: object) => void;

export const busOf =
  (rules: readonly Rule[], { accept }: Pick<Asynchronous, 'accept'>): Bus =>
  (event) => {
    for (const { functionIds } of rules.filter(({ wants }) => wants(event)))
      for (const functionId of functionIds) accept(functionId, JSON.stringify(event));
  };
