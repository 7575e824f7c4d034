const ZH = {
  saved: (time: string) => `已自动保存 ${time}`,
  waiting: '尚未保存：网络不通，正在重试。您填写的内容已留存在本机，请不要关闭本页。',
  stale:
    '本表已在其他窗口或由他人修改，自动保存已停止。您填写的内容仍在本页，请点“暂存”，对照后决定以哪一份为准。',
  signedOut: '登录已失效，尚未保存。您填写的内容已留存在本机，登录后将自动保存：',
  signIn: '在新窗口中登录',
  refused: (reason: string) => `尚未保存：${reason}`,
  found: (time: string) => `发现${time}在本机填写、尚未保存的内容。`,
  restore: '恢复',
  discard: '放弃',
};

const EN: typeof ZH = {
  saved: (time) => `Saved at ${time}`,
  waiting:
    'Not saved yet: there is no connection. Trying again. What you typed is kept on this machine; do not close this page.',
  stale:
    'This report was changed in another window or by somebody else, so saving by itself has stopped. What you typed is still on this page: press “Save draft” to compare and decide which counts.',
  signedOut:
    'You are signed out, so this is not saved yet. What you typed is kept on this machine and saved once you sign in:',
  signIn: 'Sign in in a new window',
  refused: (reason) => `Not saved: ${reason}`,
  found: (time) => `Something was typed here on ${time} and not saved.`,
  restore: 'Restore it',
  discard: 'Discard it',
};

const { lang } = document.documentElement;

export const WORDS = lang.startsWith('zh') ? ZH : EN;

const two = (n: number) => String(n).padStart(2, '0');

/** 09:31 */
export const clockText = (at: Date): string => `${two(at.getHours())}:${two(at.getMinutes())}`;

/** As the machine's owner reads it: 2023年6月10日 09:31. */
export const momentText = (at: Date): string =>
  `${at.toLocaleDateString(lang, { dateStyle: 'long' })} ${clockText(at)}`;
