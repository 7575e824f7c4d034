import type { KeptFinding } from '../../schemas/attachment.ts';
import type { Text } from '../../schemas/text.ts';

const finding = (code: string, message: string, en: string): KeptFinding => ({ code, message, en });

/** The sentences of the inspection, beside those of `schemas/media-rules.ts`: what is wrong, then what to do. */
export const FINDINGS = {
  /**
   * @param is what its content is, when that is known
   * @param converts can one be made from the other?
   */
  otherKind(named: string, is?: Text, converts = false) {
    if (!is) {
      return finding(
        'type-mismatch',
        `文件内容不是${named}格式，请检查文件后重新上传。`,
        `The content of the file is not ${named}. Check the file and upload it again.`,
      );
    }
    return finding(
      'type-mismatch',
      `文件内容是${is.zh}，不是${named}格式，请${converts ? `转换为${named}格式` : '检查文件'}后重新上传。`,
      `The content of the file is ${is.en}, not ${named}. ${
        converts ? `Convert it to ${named} and upload that.` : 'Check the file and upload it again.'
      }`,
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
  stowaway: (content: Text) =>
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
  restricted: () =>
    finding(
      'restricted',
      'PDF设有密码或权限限制，未能检测。如打开时需要密码，请去掉密码后重新上传。',
      'The PDF has a password or restrictions and could not be checked. If it asks for a password when it is opened, take that off and upload it again.',
    ),
  macros: () =>
    finding(
      'macros',
      '文件含有宏（程序代码），请另存为不含宏的格式后重新上传。',
      'The file has macros, which are programs. Save it in the format without macros and upload that.',
    ),
  strayEntries: () =>
    finding(
      'foreign-content',
      '文件中夹带了不属于文档的内容，请用原来的软件重新保存后上传。',
      'It carries something that does not belong to a document. Save it anew and upload that.',
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
