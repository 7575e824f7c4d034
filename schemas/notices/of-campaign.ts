import type { Notice } from '../notice.ts';
import { heilongjiang2023Notice } from './heilongjiang-2023.ts';

/** By campaign. Apart from the campaigns, because only the entry page needs such long texts. */
const notices = new Map<string, Notice>([['heilongjiang-2023', heilongjiang2023Notice]]);

export const noticeOf = (campaign: string): Notice | undefined => notices.get(campaign);
