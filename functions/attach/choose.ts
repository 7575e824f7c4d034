import { findHeld } from '../shared/attachments/room.ts';
import { Problem } from '../shared/problems.ts';
import type { OwnReport } from '../shared/reports/own-report.ts';
import { openSlot } from './begin-upload.ts';
import { type ChoosePage, choosePage } from './choose-page.tsx';
import type { Dependencies } from './dependencies.ts';
import { filesOf, roomsFor, slotRoom } from './list-files.ts';

const SHUT = ['too-many-files', 'report-quota', 'unit-quota'];

/** Where no file can be put now, one that is there can be replaced all the same: the page says so. */
function orShut(error: unknown): Problem {
  if (error instanceof Problem && error.details.some(({ code }) => SHUT.includes(code))) return error;
  throw error;
}

/** The page that takes a file for a slot. @throws Problem as `openSlot` does, but where the slot or a quota is full */
export async function choose(
  dependencies: Dependencies,
  own: OwnReport,
  page: Pick<ChoosePage, 'form' | 'slot' | 'session' | 'language'>,
  replaces: string | undefined,
) {
  const { table, campaign, clock } = dependencies;
  const open = await openSlot(dependencies, own, { slot: page.slot.id, replaces }).catch(orShut);
  const blocked = open instanceof Problem ? open : undefined;
  const held = open instanceof Problem ? await findHeld(table, own) : open.held;
  const files = filesOf(own, held);
  const rooms = roomsFor(campaign, own, held, clock(), replaces);
  const room = slotRoom(page.slot, files, clock(), replaces);
  return {
    // No control of the page is where it could be put right.
    html: choosePage({
      ...page,
      rooms,
      room,
      files,
      replaces,
      blocked: blocked?.details.map((detail) => ({ ...detail, pointer: '' })),
    }),
    blocked,
  };
}
