import type { SlotRoom } from '../../schemas/contract/attachment-list.ts';
import type { Language } from '../../schemas/text.ts';
import type { Room } from '../shared/attachments/room.ts';
import { roomLines } from './browser/upload/room-words.ts';

/** How much may still be attached: told before anything is sent, and renewed by the script while it is. */
export function RoomLeft({
  slot,
  rooms,
  language,
}: {
  slot: SlotRoom;
  rooms: readonly Room[];
  language: Language;
}) {
  return (
    <div data-room>
      {roomLines(slot, rooms, language).map((line) => (
        <p class="hint">{line}</p>
      ))}
    </div>
  );
}
