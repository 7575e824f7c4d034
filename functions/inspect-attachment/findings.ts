import type { KeptFinding } from '../../schemas/attachment.ts';
import type { MediaRule } from '../../schemas/slot.ts';

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

/** Every sentence of the inspection: what was measured, then what is wanted. */
export const FINDINGS = {
  tooLong(seconds: number, { maxSeconds }: Video) {
    const is = duration(seconds, Math.round(seconds) <= maxSeconds);
    const most = duration(maxSeconds, false);
    return finding(
      'too-long',
      `时长${is.zh}，要求不超过${most.zh}。`,
      `It runs ${is.en}; at most ${most.en}.`,
    );
  },
  wrongShape(shape: string, size: string, { shape: [width, height] }: Video) {
    const wanted = `${width}:${height}`;
    return finding(
      'wrong-shape',
      `画面比例${shape}（${size}），要求${wanted}。`,
      `The picture is ${shape} (${size}); it must be ${wanted}.`,
    );
  },
  lowResolution(size: string, { minWidth, minHeight }: Video) {
    const wanted = `${minWidth}×${minHeight}`;
    return finding(
      'low-resolution',
      `分辨率${size}，要求不低于${wanted}（1080P）。`.replace(
        '（1080P）',
        minHeight === 1080 ? '（1080P）' : '',
      ),
      `The resolution is ${size}; at least ${wanted}.`,
    );
  },
  smallPicture(size: string, { minLong, minShort }: Picture) {
    return finding(
      'small-picture',
      `图片为${size}像素，要求长边不小于${minLong}像素、短边不小于${minShort}像素。`,
      `The picture has ${size} pixels; the long side must have ${minLong} and the short side ${minShort} at least.`,
    );
  },
  /** @param is what its content is, when that is known */
  otherKind(named: string, is?: string) {
    return finding(
      'type-mismatch',
      is === undefined
        ? `文件内容不是${named}格式，请检查文件后重新上传。`
        : `文件内容是${is}，不是${named}格式，请转换格式后重新上传。`,
      is === undefined
        ? `The content of the file is not ${named}.`
        : `The content of the file is ${is}, not ${named}; convert it.`,
    );
  },
  noVideo: () => finding('no-video', '文件中没有视频画面。', 'There is no picture in this video.'),
  truncated: () =>
    finding(
      'truncated',
      '文件不完整（可能在导出、复制或上传时中断），请重新导出后上传。',
      'The file is not whole: its export, copy or upload was cut off. Export and upload it again.',
    ),
  locked: () =>
    finding(
      'password-protected',
      '文件已加密，无法打开，请去掉密码后重新上传。',
      'The file is protected by a password. Take it off and upload the file again.',
    ),
  faultyStructure: () =>
    finding(
      'faulty-structure',
      '文件结构有误，未能完整检测。',
      'Its structure has faults; not all could be checked.',
    ),
  notAllSeen: () =>
    finding('not-all-seen', '文件结构特殊，未能完整检测。', 'It is built so that not all could be checked.'),
  notMeasured: () =>
    finding(
      'not-measured',
      '未能测出视频的时长或分辨率。',
      'Its duration or resolution could not be measured.',
    ),
  notInspected: () =>
    finding(
      'not-inspected',
      '未能检测：检测程序无法读取此文件。',
      'Could not be checked: the inspection cannot read it.',
    ),
  gaveUp: () =>
    finding(
      'gave-up',
      '未能检测：多次尝试均未完成。',
      'Could not be checked: several tries did not come to an end.',
    ),
} as const;
