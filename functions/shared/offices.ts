import { type Campaign, everyOffice } from '../../schemas/campaign.ts';
import type { Language } from '../../schemas/text.ts';

/** An office by its name; its id when the campaign no longer knows it. */
export const officeOf = (campaign: Campaign, office: string, language: Language): string =>
  everyOffice(campaign).find(({ id }) => id === office)?.name[language] ?? office;

/** Whom to ask: the office that leads. */
export const leadOffice = ({ offices }: Campaign, language: Language): string =>
  offices.find(({ lead }) => lead)?.name[language] ?? '';
