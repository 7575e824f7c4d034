import type { Language } from '../../../schemas/text.ts';

/** 第2次报送 / revision 2 */
export const revisionName = (revision: number, language: Language): string =>
  language === 'zh' ? `第${revision}次报送` : `revision ${revision}`;
