import type { AttachmentList } from '../../../../schemas/contract/attachment-list.ts';
import type { PageFacts } from './page-facts.ts';
import { roomLines } from './room-words.ts';

/** Files begin and end one after the other; nobody reads the lines more often. */
const PAUSE_MS = 1000;

/** @returns what has the page tell anew how much may still be uploaded: room was taken or given back */
export function keepRoom({ form, unit, slot, replaces, language }: PageFacts): () => void {
  const query = new URLSearchParams({ as: unit, ...(replaces !== undefined && { replaces }) });
  let [isAsking, isOutdated] = [false, false];

  async function renew(): Promise<void> {
    const headers = { accept: 'application/json' };
    const response = await fetch(`/reports/${form}/attachments?${query}`, { headers });
    if (!response.ok) return;
    const { slots, rooms }: AttachmentList = await response.json();
    const lines = roomLines(
      slots.find((one) => one.slot === slot.id),
      rooms,
      language,
    );
    const shown = document.querySelectorAll('[data-room] > p');
    for (const [index, line] of lines.entries()) {
      const element = shown[index];
      if (element) element.textContent = line;
    }
  }

  return async () => {
    isOutdated = true;
    if (isAsking) return;
    isAsking = true;
    while (isOutdated) {
      isOutdated = false;
      // Without a line it stays as it was, until the next file.
      await renew().catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    isAsking = false;
  };
}
