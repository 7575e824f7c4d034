import type { Status, Verdict } from '../../schemas/contract/status.ts';
import type { Text } from '../../schemas/text.ts';

/** What a figure is called, what to do when it needs attention, and the section of the runbook about it. */
export interface Known {
  name: Text;
  advice: Text;
  section: string;
}

export const VERDICT_WORDS: { [verdict in Verdict]: Text } = {
  fine: { zh: '正常', en: 'Fine' },
  attention: { zh: '需要处理', en: 'Needs attention' },
  unknown: { zh: '未知', en: 'Not known' },
};

export const WAITING: { [queue in Status['waiting'][number]['queue']]: Known } = {
  mail: {
    name: { zh: '待发送的邮件', en: 'Mails to be sent' },
    advice: {
      zh: '邮件等待超过10分钟：检查发信服务和发信函数的日志。',
      en: 'A mail waits for more than 10 minutes: look at the mail service and the log of the sender.',
    },
    section: 'mails-wait',
  },
  inspection: {
    name: { zh: '待检测的文件', en: 'Files to be checked' },
    advice: {
      zh: '文件等待检测超过15分钟：检查检测函数的日志。',
      en: 'A file waits for more than 15 minutes: look at the log of the inspector.',
    },
    section: 'files-cannot-be-checked',
  },
  archive: {
    name: { zh: '正在生成的归档', en: 'Archives being built' },
    advice: {
      zh: '归档生成超过2小时：打开该归档查看原因，可以重新生成。',
      en: 'An archive takes more than 2 hours: its page says why; build it again.',
    },
    section: 'an-archive-failed',
  },
  upload: {
    name: { zh: '未完成的上传', en: 'Unfinished uploads' },
    advice: {
      zh: '用户放弃的上传会在8天后自动清除，无需处理。',
      en: 'Uploads that people gave up end by themselves after 8 days.',
    },
    section: 'files-cannot-be-checked',
  },
};

/** By the name of the queue; another one is shown by that name. */
export const UNDELIVERED: { [queue: string]: Text } = {
  Unannounced: { zh: '文件到达通知', en: 'News of uploaded files' },
  Unrecorded: { zh: '病毒扫描结果', en: 'Verdicts of the malware scanner' },
  Untold: { zh: '邮件送达情况', en: 'News of what became of mails' },
  'remind-missed': { zh: '催报的启动', en: 'Starts of the reminders' },
  'reconcile-missed': { zh: '定期核对的启动', en: 'Starts of the reconciliation' },
};

export const OBJECTS: { [which in 'strays' | 'lost']: Known } = {
  strays: {
    name: { zh: '没有记录的文件', en: 'Files without a record' },
    advice: {
      zh: '文件没有丢失，但页面和归档中看不到：按运维手册处理，系统不会删除。',
      en: 'They are not lost, but on no page and in no archive. The runbook says what to do; nothing is deleted.',
    },
    section: 'an-object-has-no-record',
  },
  lost: {
    name: { zh: '文件已不在的记录', en: 'Records whose file is gone' },
    advice: {
      zh: '有人从存储中删除了文件：按运维手册找回旧版本，找不回的请单位重新上传。',
      en: 'Somebody deleted the file from the store. The runbook says how to get its version back; else the unit uploads it again.',
    },
    section: 'a-record-has-no-object',
  },
};

export const JOBS: { [job in Status['runs'][number]['job']]: Known } = {
  reconcile: {
    name: { zh: '定期核对（每5分钟）', en: 'Reconciliation (every 5 minutes)' },
    advice: {
      zh: '没有按时完成：检查 reconcile 函数的日志。',
      en: 'It did not end well in time: look at the log of reconcile.',
    },
    section: 'a-function-fails',
  },
  remind: {
    name: { zh: '催报邮件（每天10点）', en: 'Reminders (every day at 10)' },
    advice: {
      zh: '没有按时完成：检查 remind 函数的日志，并手动运行一次。',
      en: 'It did not end well in time: look at the log of remind, and start it by hand.',
    },
    section: 'a-function-fails',
  },
};

/** The day until which names, phones and addresses of people are kept. */
export const PERSONAL: Known & { title: Text } = {
  title: { zh: '个人信息', en: 'Personal data' },
  name: { zh: '保存至', en: 'Kept until' },
  advice: {
    zh: '保存期已满：请在“个人信息”页核对并清除。',
    en: 'Its last day has passed: look at its page and erase it.',
  },
  section: 'personal-data',
};
