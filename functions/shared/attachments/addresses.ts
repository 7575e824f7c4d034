/** The page that takes a new file for a slot, in the place of another one if that is given. */
export const newFileAddress = (form: string, slot: string, replaces?: string): string =>
  `/reports/${form}/attachments/new?${new URLSearchParams({ slot, ...(replaces !== undefined && { replaces }) })}`;
