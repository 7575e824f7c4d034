import { sizeText } from '../../../schemas/size-text.ts';
import { type Detail, Problem } from '../problems.ts';
import { lackOf, type Room } from './room.ts';

const OF = {
  report: { zh: '本报表的附件', en: 'The files of this report' },
  unit: { zh: '本单位各报表的附件合计', en: 'The files of all reports of this unit' },
};

/** How much there is, how much is used, how much is left, and what to do. */
function detailOf({ of, quota, used, left }: Room, bytes: number | undefined): Detail {
  const size = bytes === undefined ? undefined : sizeText(bytes);
  return {
    pointer: '/size',
    severity: 'blocking',
    code: `${of}-quota`,
    message: {
      zh: `${OF[of].zh}最多${quota.files}个文件、${sizeText(quota.bytes)}，已用${used.files}个、${sizeText(used.bytes)}，剩余${left.files}个、${sizeText(left.bytes)}${size === undefined ? '' : `，此文件为${size}`}。请先移除不需要的文件，或将文件压缩后再上传。`,
      en: `${OF[of].en} may be ${quota.files} with ${sizeText(quota.bytes)}. Used: ${used.files} with ${sizeText(used.bytes)}; left: ${left.files} with ${sizeText(left.bytes)}${size === undefined ? '' : `; this file has ${size}`}. Remove files that are not needed, or make this one smaller, then upload it.`,
    },
  };
}

/**
 * @param bytes of the file, where they are known
 * @throws Problem `quota-exceeded`
 */
export function requireRoom(rooms: readonly Room[], bytes?: number): void {
  const lack = lackOf(rooms, bytes ?? 1);
  if (lack) throw new Problem('quota-exceeded', [detailOf(lack, bytes)]);
}

/** Bytes that one file may have when there is no more room than this. */
export const mostBytes = (rooms: readonly Room[], maxBytes: number): number =>
  Math.min(maxBytes, ...rooms.map(({ left }) => left.bytes));
