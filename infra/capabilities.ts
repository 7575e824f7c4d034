import type { Text } from '../schemas/text.ts';

/** What the house needs to know of a function before it runs it; its name is its folder under `functions/`. */
export interface Capability {
  does: string;
  /** MB; a function's share of a processor grows with it (1,769 MB is one). */
  memory: number;
  seconds: number;
  /** What people lose while this function fails: the text of its alarm. */
  failureMeans: Text;
}

/** Pages: half a processor keeps a cold start short; the gateway gives up after 30 s, so answering later is no use. */
const ANSWERS = { memory: 1024, seconds: 28 };
/** One small thing an event: what it waits for is the network. */
const WORKS = { memory: 512, seconds: 60 };

export const CAPABILITIES = {
  site: {
    ...ANSWERS,
    does: 'The start page, style sheets and the API document',
    failureMeans: {
      zh: '首页和样式文件打不开，用户无法进入系统。',
      en: 'The start page and the style sheets do not open, so nobody finds their way in.',
    },
  },
  'sign-in': {
    ...ANSWERS,
    does: 'Sign-in by a code sent by e-mail',
    failureMeans: {
      zh: '任何人都无法登录或退出，已登录者不受影响。',
      en: 'Nobody can sign in or out; those signed in already can go on.',
    },
  },
  report: {
    ...ANSWERS,
    does: 'Drafts and submissions of reports',
    failureMeans: {
      zh: '各单位无法填报、保存或提交报表，临近截止时会造成逾期。',
      en: 'Units cannot fill in, save or submit reports; near a due date this makes them late.',
    },
  },
  history: {
    ...ANSWERS,
    does: 'The audit log, and what revisions of a report differ in',
    failureMeans: {
      zh: '主管部门看不到操作日志和历次报送的差异，审核不受影响。',
      en: 'The offices cannot see the audit log or what changed between revisions; decisions go on.',
    },
  },
  'follow-up': {
    ...ANSWERS,
    does: "Where a unit's reports stand: list, receipts, withdrawal, messages, differences",
    failureMeans: {
      zh: '各单位打不开报表列表和回执，无法撤回报表或与主管部门留言；直接打开报表网址仍可填报和提交。',
      en: 'Units cannot see their list and receipts, withdraw reports or write to the office; a report opened by its address can still be filled in and submitted.',
    },
  },
  attach: {
    ...ANSWERS,
    does: 'Permissions to upload files, and their state',
    failureMeans: {
      zh: '各单位无法上传或查看附件，需要附件的报表无法提交。',
      en: 'Units cannot upload or see files, so reports that need files cannot be submitted.',
    },
  },
  review: {
    ...ANSWERS,
    does: 'The desk: who has reported, decisions on reports',
    failureMeans: {
      zh: '主管部门看不到报送情况，无法审核或退回报表。',
      en: 'The offices cannot see who has reported, and cannot accept or return reports.',
    },
  },
  archive: {
    ...ANSWERS,
    does: 'Orders and downloads of archives',
    failureMeans: {
      zh: '主管部门无法申请或下载归档文件，报送不受影响。',
      en: 'The offices cannot order or download archives; reporting goes on.',
    },
  },
  workbook: {
    does: 'Templates of reports as workbooks, and the reading of filled ones',
    // What it reads may be hostile: little to be had, and a file that wants more ends this function and no other.
    memory: 512,
    seconds: 28,
    failureMeans: {
      zh: '各单位无法下载模板或导入工作簿，只能在页面上填报。',
      en: 'Units cannot download templates or import workbooks; they have to fill in reports on the page.',
    },
  },
  totals: {
    ...ANSWERS,
    does: "The province's totals, consolidated tables and charts",
    failureMeans: {
      zh: '主管部门看不到全省汇总，也无法下载汇总表，报送和审核不受影响。',
      en: "The offices cannot see the province's totals or download consolidated tables; reporting and review go on.",
    },
  },
  chase: {
    ...ANSWERS,
    does: 'Chasing those who owe, and the log of reminders',
    failureMeans: {
      zh: '主管部门无法手动催报或查看催报记录，自动催报不受影响。',
      en: 'The offices cannot chase by hand or read the log; the daily reminders go on.',
    },
  },
  roster: {
    ...ANSWERS,
    does: 'The roster: units, contacts, due days, extensions',
    failureMeans: {
      zh: '牵头部门无法修改单位、联系人和截止日期，已有的设置不受影响。',
      en: 'The lead office cannot change units, contacts or due days; what is set goes on holding.',
    },
  },
  'preview-import': {
    does: 'Spreadsheets of the lead office: read, and shown with what they would change',
    // As with workbooks: what it reads may be hostile.
    memory: 512,
    seconds: 28,
    failureMeans: {
      zh: '牵头部门无法从表格导入名册和特色活动，仍可在页面上逐项修改。',
      en: 'The lead office cannot import the roster or featured activities from spreadsheets; it can still change them one by one on the pages.',
    },
  },
  status: {
    ...ANSWERS,
    does: 'The state of the system, for its operators',
    failureMeans: {
      zh: '运行状态页打不开；填报、审核和归档不受影响。',
      en: 'The status page does not open; reporting, review and archives go on.',
    },
  },
  publish: {
    ...ANSWERS,
    does: 'What everybody may see: open days; editing of the featured activities',
    failureMeans: {
      zh: '公众看不到开放活动，牵头单位无法编辑特色活动，报送不受影响。',
      en: 'The public does not see the open days, and the lead office cannot edit the featured activities; reporting goes on.',
    },
  },
  'personal-data': {
    ...ANSWERS,
    does: 'What is kept of people: shown, exported, and erased when its time is over',
    failureMeans: {
      zh: '牵头部门无法查看、导出或清除个人信息，报送和审核不受影响。',
      en: 'The lead office cannot see, export or erase personal data; reporting and review go on.',
    },
  },
  'complete-attachment': {
    ...WORKS,
    does: 'Marks an uploaded file as complete when the store announces it',
    failureMeans: {
      zh: '已上传的文件暂时显示为未完成，最迟由每 5 分钟一次的核对补上。',
      en: 'Uploaded files show as unfinished until the reconciliation of every 5 minutes makes up for it.',
    },
  },
  'record-scan': {
    ...WORKS,
    does: 'Keeps what the malware scanner said of a file',
    failureMeans: {
      zh: '病毒扫描结果没有记录，文件显示为“未扫描”；含病毒的文件仍被存储拒绝读取。',
      en: 'Results of malware scans are not kept: files show as not scanned. The store still refuses to give out what is infected.',
    },
  },
  'inspect-attachment': {
    does: 'Checks what uploaded files hold: kind, duration, shape, resolution, wholeness',
    // Most of a processor, because people wait for the verdict; the analyser in its thread may take 128 MB.
    memory: 1024,
    // Five files, each at its slowest.
    seconds: 180,
    failureMeans: {
      zh: '已上传的文件停在“检测中”，用到这些文件的报表暂时无法提交；多次失败后标为“未能检测”，即可提交。',
      en: 'Uploaded files stay “being checked”, and reports that use them cannot be submitted until they are given up as unchecked.',
    },
  },
  'build-archive': {
    does: 'Builds an archive inside the store, step by step',
    // It holds less than 256 MB whatever the size; the rest buys most of a processor for checksums and TLS. A slice is
    // planned to take 5 minutes.
    memory: 1024,
    seconds: 900,
    failureMeans: {
      zh: '归档文件生成失败，主管部门需要重新申请。',
      en: 'An archive could not be built; the office has to order it again.',
    },
  },
  'send-mail': {
    ...WORKS,
    does: 'Sends the mails of the outbox',
    failureMeans: {
      zh: '验证码、受理回执和退回通知没有发出：用户无法登录，也不知道报表是否收到。',
      en: 'Codes, confirmations and returns are not mailed: people cannot sign in and do not know what arrived.',
    },
  },
  'track-mail': {
    ...WORKS,
    does: 'Writes down what became of mails: delivered, bounced, complained about',
    failureMeans: {
      zh: '邮件的送达、退信情况不再更新：联系人邮箱失效时主管部门看不到提示，邮件发送不受影响。',
      en: 'The fate of mails is no longer written down: offices do not see that an address is dead. Mails still go out.',
    },
  },
  'mail-log': {
    ...ANSWERS,
    does: 'The log of mails: what was sent to whom and what became of it, and sending one again',
    failureMeans: {
      zh: '主管部门看不到邮件记录，无法重发邮件；邮件发送不受影响。',
      en: 'The offices cannot see the log of mails or have one sent again; mails still go out.',
    },
  },
  remind: {
    // Reads every report of the campaign.
    ...WORKS,
    seconds: 300,
    does: 'Queues reminders to those who owe reports',
    failureMeans: {
      zh: '今天的催报邮件没有生成，欠报单位可能错过截止时间。',
      en: "Today's reminders were not queued; units that owe reports may miss the due date.",
    },
  },
  reconcile: {
    // Looks after all that waits; it must end before it is started again 5 minutes later.
    ...WORKS,
    seconds: 240,
    does: 'Finds what was left waiting (mails, uploads, archives) and moves it on',
    failureMeans: {
      zh: '滞留的邮件、上传和归档任务不再自动恢复。',
      en: 'Mails, uploads and archives that got stuck are no longer set going again.',
    },
  },
} as const satisfies Record<string, Capability>;

export type FunctionName = keyof typeof CAPABILITIES;
