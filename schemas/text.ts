import * as z from 'zod';

/** The two languages of pages and mails; the first is the default. */
export const LANGUAGES = ['zh', 'en'] as const;
export const Language = z.enum(LANGUAGES);
export type Language = z.infer<typeof Language>;

/** One wording in both languages. */
export const Text = z.object({ zh: z.string().min(1), en: z.string().min(1) });
export type Text = z.infer<typeof Text>;

/** Texts by their keys, each in the reader's language. */
export const inLanguage = (texts: { [key: string]: Text }, language: Language): { [key: string]: string } =>
  Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, text[language]]));
