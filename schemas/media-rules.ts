import type { KeptFinding } from './attachment.ts';
import type { MediaRule } from './slot.ts';

// What a video or picture is like against what is wanted, in words. The browser warns by these rules before a file is
// sent; the inspection judges by them when it has arrived.
type Video = Extract<MediaRule, { kind: 'video' }>;
type Picture = Extract<MediaRule, { kind: 'picture' }>;

const finding = (code: string, message: string, en: string): KeptFinding => ({ code, message, en });

/** 123.4 => 2分03秒; within a second of the limit, where rounding would hide the excess, 180.7 => 3分00.7秒. */
function duration(seconds: number, precise: boolean): { zh: string; en: string } {
  const tenths = Math.round(seconds * (precise ? 10 : 1)) / (precise ? 10 : 1);
  const minutes = Math.floor(tenths / 60);
  const rest = (tenths - minutes * 60).toFixed(precise ? 1 : 0).padStart(precise ? 4 : 2, '0');
  if (rest === (precise ? '00.0' : '00')) return { zh: `${minutes}分钟`, en: `${minutes} min` };
  return { zh: `${minutes}分${rest}秒`, en: `${minutes} min ${rest} s` };
}

function tooLong(seconds: number, { maxSeconds }: Video) {
  const is = duration(seconds, Math.round(seconds) <= maxSeconds);
  const most = duration(maxSeconds, false);
  return finding('too-long', `时长${is.zh}，要求不超过${most.zh}。`, `It runs ${is.en}; at most ${most.en}.`);
}

function wrongShape(shape: string, size: string, { shape: [width, height] }: Video) {
  const wanted = `${width}:${height}`;
  return finding(
    'wrong-shape',
    `画面比例${shape}（${size}），要求${wanted}。`,
    `The picture is ${shape} (${size}); it must be ${wanted}.`,
  );
}

function lowResolution(size: string, { minWidth, minHeight }: Video) {
  const wanted = `${minWidth}×${minHeight}`;
  return finding(
    'low-resolution',
    `分辨率${size}，要求不低于${wanted}（1080P）。`.replace(
      '（1080P）',
      minHeight === 1080 ? '（1080P）' : '',
    ),
    `The resolution is ${size}; at least ${wanted}.`,
  );
}

function smallPicture(size: string, { minLong, minShort }: Picture) {
  return finding(
    'small-picture',
    `图片为${size}像素，要求长边不小于${minLong}像素、短边不小于${minShort}像素。`,
    `The picture has ${size} pixels; the long side must have ${minLong} and the short side ${minShort} at least.`,
  );
}

/** Containers round durations; shapes are rounded to whole pixels. */
const ROUNDING_SECONDS = 0.5;
const ROUNDING_RATIO = 0.01;

const NAMED_RATIOS = [16 / 9, 9 / 16, 4 / 3, 3 / 4, 1, 21 / 9];
const NAMES = ['16:9', '9:16', '4:3', '3:4', '1:1', '21:9'];

/** 1.778 => 16:9; 1.85 => 1.85:1 */
export function ratioText(ratio: number): string {
  const at = NAMED_RATIOS.findIndex((named) => Math.abs(ratio / named - 1) <= ROUNDING_RATIO);
  return NAMES[at] ?? `${Number(ratio.toFixed(2))}:1`;
}

/** A video's picture as it is shown: rotated, and its pixels made square. */
export interface ShownPicture {
  width: number;
  height: number;
  /** Width to height. */
  ratio: number;
  /** Are its pixels square? Then its columns count. */
  square: boolean;
}

export const durationFaults = (seconds: number | undefined, rule: Video): KeptFinding[] =>
  seconds !== undefined && seconds > rule.maxSeconds + ROUNDING_SECONDS ? [tooLong(seconds, rule)] : [];

export function pictureFaults({ width, height, ratio, square }: ShownPicture, rule: Video): KeptFinding[] {
  const size = `${width}×${height}`;
  const wanted = rule.shape[0] / rule.shape[1];
  const isLow = height < rule.minHeight || (square && width < rule.minWidth);
  return [
    ...(Math.abs(ratio / wanted - 1) > ROUNDING_RATIO ? [wrongShape(ratioText(ratio), size, rule)] : []),
    ...(isLow ? [lowResolution(size, rule)] : []),
  ];
}

/** Pictures may lie or stand. */
export function stillFaults(width: number, height: number, rule: Picture): KeptFinding[] {
  const small = Math.max(width, height) < rule.minLong || Math.min(width, height) < rule.minShort;
  return small ? [smallPicture(`${width}×${height}`, rule)] : [];
}
