import type { Language, Text } from '../../../schemas/text.ts';

/** Picks the reader's language: `const t = speak(language)`, then `t(WORDS.title)`. A page's wording is one object. */
export const speak =
  (language: Language) =>
  (text: Text): string =>
    text[language];
