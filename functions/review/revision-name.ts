import type { Language } from '../../schemas/text.ts';

/** 第2版 / revision 2 */
export const revisionName = (revision: number, language: Language): string =>
  language === 'zh' ? `第${revision}版` : `revision ${revision}`;
