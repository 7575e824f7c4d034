import type { MailState, MailView } from '../../schemas/contract/mails.ts';
import type { MailFailure, MailKind } from '../../schemas/mail.ts';
import type { Text } from '../../schemas/text.ts';

export const KIND_WORDS: { [kind in MailKind]: Text } = {
  confirmation: { zh: '报送回执', en: 'Receipt' },
  returned: { zh: '退回修改', en: 'Returned' },
  accepted: { zh: '审核通过', en: 'Accepted' },
  extension: { zh: '报送时间调整', en: 'Due date changed' },
  reminder: { zh: '催报', en: 'Reminder' },
  invitation: { zh: '邀请', en: 'Invitation' },
  message: { zh: '报表留言', en: 'Message' },
  'archive-ready': { zh: '归档通知', en: 'Archive' },
  'erasure-due': { zh: '个人信息清除提醒', en: 'Personal data' },
};

export const MAIL_WORDS: { [state in MailState | MailView['to'][number]['state']]: Text } = {
  queued: { zh: '待发送', en: 'Queued' },
  sending: { zh: '发送中', en: 'Being sent' },
  waiting: { zh: '待发送', en: 'Waiting' },
  sent: { zh: '已发出', en: 'Sent' },
  'handed-over': { zh: '已交邮件服务器', en: 'Handed to the mail server' },
  delivered: { zh: '已送达', en: 'Delivered' },
  delayed: { zh: '对方暂缓接收', en: 'Delayed' },
  undelivered: { zh: '未能送达', en: 'Not delivered' },
  refused: { zh: '被拒收', en: 'Refused' },
  bounced: { zh: '退信', en: 'Bounced' },
  complained: { zh: '被标为垃圾邮件', en: 'Reported as spam' },
  failed: { zh: '发送失败', en: 'Failed' },
};

/** What it means, and what to do about it. */
export const STATE_HELP: { [state in MailState]?: Text } = {
  'handed-over': {
    zh: '邮件服务器已接收。该服务器不反馈送达情况，对方是否收到无从得知。',
    en: 'The mail server took it. That server tells nothing of what becomes of mails, so nobody knows whether it arrived.',
  },
  undelivered: {
    zh: '对方邮箱已满或长时间无法接收。可以稍后重发，或电话通知。',
    en: 'The mailbox was full or could not be reached for too long. Send it again later, or call.',
  },
  refused: {
    zh: '邮件服务器拒绝了该地址。请核对联系人邮箱，更正后重发。',
    en: 'The mail server refused the address. Check the contact, correct it and send the mail again.',
  },
  bounced: {
    zh: '该邮箱不存在或已停用，今后的通知不再发往该邮箱。请更正联系人后重发。',
    en: 'There is no such mailbox any more, and later mails spare it. Correct the contact and send the mail again.',
  },
  complained: {
    zh: '收件人将邮件标为垃圾邮件，今后的通知不再发往该邮箱。请与收件人联系。',
    en: 'The reader reported it as spam, and later mails spare the address. Talk to the reader.',
  },
};

export const FAILURE_WORDS: { [failure in MailFailure]: Text } = {
  'no-recipient': {
    zh: '没有联系人，请补充联系人后重发。',
    en: 'There is no contact. Add one and send the mail again.',
  },
  unreachable: {
    zh: '全部联系人的邮箱都曾退信，请更正联系人后重发。',
    en: 'Mails to all contacts came back before. Correct them and send the mail again.',
  },
  'recipient-refused': {
    zh: '邮件服务器拒绝了收件地址，请核对联系人邮箱。',
    en: 'The mail server refused the address. Check the contact.',
  },
  'message-refused': {
    zh: '邮件服务器拒绝了邮件内容，请联系系统管理员。',
    en: 'The mail server refused the message. Ask the operators of the system.',
  },
  'tried-too-long': {
    zh: '一天内多次尝试均未能发出，请稍后重发或电话通知。',
    en: 'It was tried for a day and did not go out. Send it again later, or call.',
  },
  uncertain: {
    zh: '两次发送均未得到答复，对方可能已收到，请电话核实后再重发。',
    en: 'Two attempts got no answer, so it may have arrived. Ask by telephone before you send it again.',
  },
};
