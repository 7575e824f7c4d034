import type { AttachmentList, SlotRoom } from '../../../../schemas/contract/attachment-list.ts';
import { sizeText } from '../../../../schemas/size-text.ts';
import type { Language } from '../../../../schemas/text.ts';

type Room = AttachmentList['rooms'][number];

const TEXTS = {
  zh: {
    slot: ({ left, used, most }: SlotRoom) => `此处还可上传${left}个文件（已有${used}个，最多${most}个）`,
    report: '本报表附件还可上传',
    unit: '本单位各报表附件合计还可上传',
    room: ({ left, used, quota }: Room) =>
      `：${left.files}个文件，共${sizeText(left.bytes)}（已用${used.files}个、${sizeText(used.bytes)}，限${quota.files}个、${sizeText(quota.bytes)}）`,
  },
  en: {
    slot: ({ left, used, most }: SlotRoom) => `Room left here: ${left} files (${used} of ${most} are taken)`,
    report: 'Room left in this report',
    unit: 'Room left in all reports of this unit',
    room: ({ left, used, quota }: Room) =>
      `: ${left.files} files with ${sizeText(left.bytes)} (used: ${used.files} with ${sizeText(used.bytes)} of ${quota.files} with ${sizeText(quota.bytes)})`,
  },
};

/** How much may still be attached, a line each: the page says it before anything is sent, and its script after. */
export function roomLines(slot: SlotRoom | undefined, rooms: readonly Room[], language: Language): string[] {
  const texts = TEXTS[language];
  return [...(slot ? [texts.slot(slot)] : []), ...rooms.map((room) => texts[room.of] + texts.room(room))];
}
