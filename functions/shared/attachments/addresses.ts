/** Where a report's page says it. */
export const FILE_NOTICE = 'file-notice';

/** The report's page, where it says what became of this file. */
export const fileNoticeAddress = (form: string, notice: string, id: string): string =>
  `/reports/${form}?${new URLSearchParams({ notice, file: id })}#${FILE_NOTICE}`;

/** The page that takes a new file for a slot, in the place of another one if that is given. */
export const newFileAddress = (form: string, slot: string, replaces?: string): string =>
  `/reports/${form}/attachments/new?${new URLSearchParams({ slot, ...(replaces !== undefined && { replaces }) })}`;
