import { sizeText } from '../../../../schemas/size-text.ts';
import type { Text } from '../../../../schemas/text.ts';

/** 40 => 不到1分钟 · 200 => 约4分钟 · 8000 => 约2小时14分钟 */
function timeText(seconds: number): Text {
  if (seconds < 60) return { zh: '不到1分钟', en: 'less than a minute' };
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return { zh: `约${minutes}分钟`, en: `about ${minutes} min` };
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return { zh: `约${hours}小时${rest}分钟`, en: `about ${hours} h ${rest} min` };
}

/** All that the uploading page says while it is at work. */
export const WORDS = {
  waiting: { zh: '等待上传', en: 'Waiting' },
  reading: { zh: '正在核对文件', en: 'Reading the file' },
  sending: { zh: '上传中', en: 'Uploading' },
  paused: { zh: '已暂停', en: 'Paused' },
  broken: { zh: '连接中断，自动重试中', en: 'Connection lost, trying again' },
  checking: { zh: '已收到，检测中', en: 'Received, being checked' },
  accepted: { zh: '检测合格', en: 'Meets the requirements' },
  refused: { zh: '检测不合格', en: 'Does not meet the requirements' },
  unchecked: { zh: '未能检测', en: 'Could not be checked' },
  failed: { zh: '未能上传', en: 'Not uploaded' },
  unfinished: { zh: '未上传完成', en: 'Upload not finished' },
  expired: { zh: '已过期', en: 'Expired' },
  chooseAgain: {
    zh: '未传完的部分只保留7天，已被清除，请重新选择该文件上传。',
    en: 'What was sent of it was kept for 7 days and is no more. Choose this file again to send it.',
  },
  signedOut: {
    zh: '登录已过期。在新窗口登录后回到本页，将自动继续，已传部分不会丢失。',
    en: 'You are signed out. Sign in in another window and come back: it goes on by itself, and what was sent is kept.',
  },
  unreadable: {
    zh: '无法读取该文件（可能被修改、移动，或U盘已拔出），请重新选择。',
    en: 'The file cannot be read any more: it was changed or moved, or its disk was taken out. Choose it again.',
  },
  notYet: {
    zh: '存储服务拒绝了本次上传，请稍后点击“继续”再试。',
    en: 'The store refused this upload. Press “Go on” to try again in a moment.',
  },
  progress: (sent: number, size: number, rate: number | undefined): Text => {
    const of = `${sizeText(sent)} / ${sizeText(size)}`;
    if (!rate) return { zh: of, en: of };
    const left = timeText((size - sent) / rate);
    const speed = `${sizeText(Math.round(rate))}/s`;
    return { zh: `${of}，${speed}，剩余${left.zh}`, en: `${of}, ${speed}, ${left.en} left` };
  },
  allSent: { zh: '已全部发出，等待服务器确认', en: 'All is sent; waiting for the answer' },
  sent: (sent: number, size: number): Text => ({
    zh: `已传${sizeText(sent)}（共${sizeText(size)}）`,
    en: `${sizeText(sent)} of ${sizeText(size)} sent`,
  }),
  lost: (seconds: number): Text => ({
    zh: `连接中断，${seconds}秒后自动重试，已传部分不会丢失。`,
    en: `The connection was lost. Trying again in ${seconds} s; what was sent is kept.`,
  }),
  arrived: (sent: number, size: number): Text => ({
    zh: `上次已传${sizeText(sent)}（共${sizeText(size)}），请重新选择该文件继续。`,
    en: `${sizeText(sent)} of ${sizeText(size)} were sent before. Choose this file again to go on.`,
  }),
  said: (name: string, percent: number): Text => ({
    zh: `${name}：已上传${percent}%`,
    en: `${name}: ${percent}% uploaded`,
  }),
  /** What is read out of a file. */
  of: (name: string, { zh, en }: Text): Text => ({ zh: `${name}：${zh}`, en: `${name}: ${en}` }),
  twice: { zh: '已在列表中，仍要上传？', en: 'This file is there already. Upload it once more?' },
  removed: { zh: '已移除', en: 'Removed' },
  notCancelled: {
    zh: '未能取消，请检查网络和登录状态后再试。',
    en: 'Not cancelled. Check the line and that you are signed in, and try again.',
  },
  cancelled: { zh: '已取消', en: 'Cancelled' },
  done: (name: string): Text => ({ zh: `${name}：上传完成`, en: `${name}: uploaded` }),
  wrongType: (extensions: readonly string[]): Text => ({
    zh: `文件类型不符，应为：${extensions.join('、')}。`,
    en: `Not a kind of file that belongs here; it must be one of: ${extensions.join(', ')}.`,
  }),
  tooLarge: (size: number, most: number): Text => ({
    zh: `大小为${sizeText(size)}，不能超过${sizeText(most)}。`,
    en: `It has ${sizeText(size)}; at most ${sizeText(most)}.`,
  }),
  empty: { zh: '文件是空的。', en: 'The file is empty.' },
};
