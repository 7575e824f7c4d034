import type { KeptFinding } from '../../schemas/attachment.ts';

const finding = (code: string, message: string, en: string): KeptFinding => ({ code, message, en });

/** The sentences of the inspection, beside those of `schemas/media-rules.ts`: what is wrong, then what to do. */
export const FINDINGS = {
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
  /** @param content what is in it beside what it is */
  stowaway: (content: { zh: string; en: string }) =>
    finding(
      'foreign-content',
      `文件中夹带了${content.zh}，请用原来的软件重新导出后上传。`,
      `It carries ${content.en} with it. Export it anew from the program it was made with and upload that.`,
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
  absurdDuration: () =>
    finding(
      'absurd-duration',
      '文件标明的时长超过100小时，不可能正确，请重新导出后上传。',
      'It claims to run for more than 100 hours, which cannot be right. Export and upload it again.',
    ),
  followed: () =>
    finding(
      'bytes-behind',
      '视频之后附有其他数据，未能完整检测。',
      'Other data follow behind the video; not all could be checked.',
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
