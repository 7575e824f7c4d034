import { sizeText } from '../../schemas/size-text.ts';
import type { Language } from '../../schemas/text.ts';
import type { Room } from '../shared/attachments/room.ts';

const TEXTS = {
  zh: {
    report: '本报表附件还可上传',
    unit: '本单位各报表附件合计还可上传',
    room: ({ left, used, quota }: Room) =>
      `：${left.files}个文件，共${sizeText(left.bytes)}（已用${used.files}个、${sizeText(used.bytes)}，限${quota.files}个、${sizeText(quota.bytes)}）`,
  },
  en: {
    report: 'Room left in this report',
    unit: 'Room left in all reports of this unit',
    room: ({ left, used, quota }: Room) =>
      `: ${left.files} files with ${sizeText(left.bytes)} (used: ${used.files} with ${sizeText(used.bytes)} of ${quota.files} with ${sizeText(quota.bytes)})`,
  },
};

/** How much may still be attached: told before anything is sent. */
export function RoomLeft({ rooms, language }: { rooms: readonly Room[]; language: Language }) {
  const texts = TEXTS[language];
  return (
    <>
      {rooms.map((room) => (
        <p class="hint">
          {texts[room.of]}
          {texts.room(room)}
        </p>
      ))}
    </>
  );
}
