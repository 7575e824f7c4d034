import type { Severity } from '../../schemas/form.ts';
import type { Language, Text } from '../../schemas/text.ts';

/** The closed catalogue: code, HTTP status and sentence of everything that can be wrong with a request. */
export const PROBLEMS = {
  'malformed-request': {
    status: 400,
    text: {
      zh: '请求的格式不正确，请检查后重试。',
      en: 'The request is not well formed. Check it and try again.',
    },
  },
  'not-signed-in': {
    status: 401,
    text: { zh: '请先登录。', en: 'Sign in first.' },
  },
  'wrong-code': {
    status: 401,
    text: {
      zh: '验证码不正确或已失效，请核对邮件中最新的验证码，或重新获取。',
      en: 'The code is wrong or no longer valid. Check the newest e-mail, or ask for a new code.',
    },
  },
  'not-allowed': {
    status: 403,
    text: { zh: '您的账号没有此项权限。', en: 'Your account may not do this.' },
  },
  'foreign-page': {
    status: 403,
    text: {
      zh: '该请求来自其他网站，已拒绝。请在本系统页面上操作。',
      en: 'This request came from another site and was refused. Use the pages of this system.',
    },
  },
  'not-found': {
    status: 404,
    text: { zh: '没有找到该内容，请检查网址。', en: 'There is nothing here. Check the address.' },
  },
  'stale-version': {
    status: 409,
    text: {
      zh: '内容已在别处更新，您的修改尚未保存。请查看最新内容后再保存。',
      en: 'This was changed elsewhere, so your change is not saved yet. Look at the newest state, then save again.',
    },
  },
  'other-unit': {
    status: 409,
    text: {
      zh: '您现在登录的单位与本页所属的单位不同，内容没有保存。',
      en: 'You are now signed in for another unit than this page belongs to, so nothing was saved.',
    },
  },
  'key-reused': {
    status: 409,
    text: {
      zh: '同一提交标识已用于不同的内容。请重新打开页面后再提交。',
      en: 'This submission key was already used with other content. Open the page again and submit.',
    },
  },
  'already-accepted': {
    status: 409,
    text: {
      zh: '该报表已审核通过，如需更正，请联系主管部门退回修改。',
      en: 'This report has been accepted. To correct it, ask the office to return it.',
    },
  },
  'not-awaiting-review': {
    status: 409,
    text: { zh: '该报表当前不在待审核状态。', en: 'This report is not awaiting review.' },
  },
  'form-closed': {
    status: 409,
    text: { zh: '该报表已截止，不再接收。', en: 'This form is closed and takes no more reports.' },
  },
  'last-lead': {
    status: 409,
    text: {
      zh: '牵头部门至少要保留一位能登录的联系人（邮件没有退回）。请先为牵头部门新增联系人，再移除或调走这一位。',
      en: 'The lead office needs one contact at least who can sign in, that is, whose mails do not come back. Add another contact to it first, then remove or move this one.',
    },
  },
  'lead-office': {
    status: 409,
    text: {
      zh: '牵头部门不能移出名册：名册、截止日期和归档由它管理。只需更名的，请修改名称。',
      en: 'The lead office cannot be taken off: the roster, due days and archives are in its hands. To call it otherwise, change its name.',
    },
  },
  'office-in-use': {
    status: 409,
    text: {
      zh: '该部门还有联系人，不能移出名册。请先移除这些联系人，或通过导入名册把他们调到其他部门。',
      en: 'This office has contacts, so it cannot be taken off. Remove them first, or move them to another office by importing the roster.',
    },
  },
  'kept-until': {
    status: 409,
    text: {
      zh: '个人信息的保存期尚未届满，暂不能清除。',
      en: 'Personal data is still to be kept: the last day for it has not passed, so nothing was erased.',
    },
  },
  'upload-unfinished': {
    status: 409,
    text: {
      zh: '文件尚未上传完成，请上传完成后再试。',
      en: 'The file has not arrived completely. Finish the upload and try again.',
    },
  },
  'upload-expired': {
    status: 410,
    text: {
      zh: '上传已过期（7天内未传完），请重新上传。',
      en: 'This upload was not finished within 7 days and has expired. Upload the file again.',
    },
  },
  'quota-exceeded': {
    status: 409,
    text: {
      zh: '附件额度不足，文件没有上传。',
      en: 'There is not enough room left for this file, so it was not uploaded.',
    },
  },
  'file-withheld': {
    status: 409,
    text: {
      zh: '该文件未通过病毒扫描，或尚在扫描，不能打开或下载。',
      en: 'This file was not found free of malware, or not scanned yet, so it is not given out.',
    },
  },
  'not-refused': {
    status: 409,
    text: {
      zh: '只有检测不合格或未能检测的文件可以认可，含病毒的不能。',
      en: 'Only files that were refused or unchecked can be allowed, never one with malware.',
    },
  },
  'archive-not-ready': {
    status: 409,
    text: { zh: '归档文件尚未生成完毕。', en: 'The archive is not ready yet.' },
  },
  'archive-ended': {
    status: 409,
    text: {
      zh: '该归档已生成完毕或已失败，不能再取消。',
      en: 'This archive is ready or has failed; there is nothing left to cancel.',
    },
  },
  'archive-not-failed': {
    status: 409,
    text: {
      zh: '该归档正在生成或可以下载，无需重新生成。如需最新内容，请另行生成归档。',
      en: 'This archive is being built or can be downloaded. For what was submitted since, build a new archive.',
    },
  },
  'mail-under-way': {
    status: 409,
    text: {
      zh: '该邮件正在等待发送，系统会自动发出，无需重发。',
      en: 'This mail is still on its way and goes out by itself; there is nothing to send again.',
    },
  },
  'nothing-owed': {
    status: 409,
    text: {
      zh: '该单位现在没有欠报的报表，邮件没有重发，无需再催。',
      en: 'This unit owes nothing any more, so the reminder was not sent again.',
    },
  },
  gone: {
    status: 410,
    text: { zh: '该归档文件已过期，请重新生成。', en: 'This archive has expired. Build it again.' },
  },
  'too-large': {
    status: 413,
    text: {
      zh: '内容过大，超出系统上限。请精简内容，或将文件作为附件上传。',
      en: 'This is more than the system takes at once. Shorten it, or upload files as attachments.',
    },
  },
  'table-too-large': {
    status: 413,
    text: {
      zh: '汇总表过大，无法直接下载。请在“归档下载”中生成不含附件的归档，其中有这张汇总表。',
      en: 'The consolidated table is too large to be answered at once. Build an archive without files under Archives: it holds this table.',
    },
  },
  'unsupported-type': {
    status: 415,
    text: {
      zh: '不支持该内容类型。请使用网页表单；程序请发送 application/json，导入表格请发送 .xlsx 文件。',
      en: 'This content type is not read here. Use the form on the page; programs send application/json, or an .xlsx file where a workbook is wanted.',
    },
  },
  'invalid-answers': {
    status: 422,
    text: {
      zh: '填报内容有误，请按提示更正后再提交。',
      en: 'There is a problem with the answers. Correct them as told and submit again.',
    },
  },
  'invalid-input': {
    status: 422,
    text: {
      zh: '填写的内容有误，请按提示更正。',
      en: 'There is a problem with what was entered. Correct it as told.',
    },
  },
  'unreadable-workbook': {
    status: 422,
    text: {
      zh: '文件没有导入，系统中现有的内容没有变化。',
      en: 'The file was not imported; what is kept here has not changed.',
    },
  },
  'too-many-requests': {
    status: 429,
    text: { zh: '操作过于频繁，请稍后再试。', en: 'Too many requests. Wait a little and try again.' },
  },
  unexpected: {
    status: 500,
    text: {
      zh: '系统出现问题，您填写的内容未受影响，请稍后重试。',
      en: 'Something went wrong on our side. Nothing you entered before is lost; try again in a moment.',
    },
  },
} as const satisfies Record<string, { status: number; text: Text }>;

export type ProblemCode = keyof typeof PROBLEMS;

/** One thing wrong, in both languages; `pointer` is an RFC 6901 pointer into what was sent. */
export interface Detail {
  pointer: string;
  severity: Severity;
  code: string;
  message: Text;
}

/** Thrown anywhere below a handler; turned into an answer in one place. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly details: Detail[];
  /** Facts that a program needs to go on, as the newest version; members of their own in the answer. */
  readonly facts: { [name: string]: string | number };

  constructor(code: ProblemCode, details: Detail[] = [], facts: { [name: string]: string | number } = {}) {
    super(code);
    this.name = 'Problem';
    this.code = code;
    this.details = details;
    this.facts = facts;
  }
}

/** What a page tells of a problem: its details, or the one sentence that it has. */
export const detailsOf = ({ code, details }: Problem): Detail[] =>
  details.length > 0 ? details : [{ pointer: '', severity: 'blocking', code, message: PROBLEMS[code].text }];

/** The body of `application/problem+json` (RFC 9457) in the reader's language. */
export function problemBody(problem: Problem, language: Language) {
  const { status, text } = PROBLEMS[problem.code];
  return {
    ...problem.facts,
    type: `/problems/${problem.code}`,
    title: text[language],
    status,
    code: problem.code,
    errors: problem.details.map((detail) => ({ ...detail, message: detail.message[language] })),
  };
}
