const WORDS = {
  zh: '网络已断开，尚未提交。您填写的内容仍在本页，请在网络恢复后再次提交。',
  en: 'There is no connection, so nothing was sent. What you typed is still on this page: send it again once the line is back.',
};

const { lang } = document.documentElement;
const notice = Object.assign(document.createElement('p'), {
  className: 'warning',
  textContent: lang.startsWith('zh') ? WORDS.zh : WORDS.en,
});
notice.setAttribute('role', 'alert');

/**
 * Without a line a post would put the browser's own error in the place of the page, with all that was typed: it is
 * not begun. A form that looks after itself (a report saves what was typed first) has prevented it already.
 */
document.addEventListener('submit', (event) => {
  notice.remove();
  const { target: form, submitter } = event;
  if (event.defaultPrevented || navigator.onLine) return;
  if (!(form instanceof HTMLFormElement) || form.method !== 'post') return;
  event.preventDefault();
  const beside = submitter?.closest('.buttons') ?? submitter;
  if (beside && form.contains(beside)) beside.before(notice);
  else form.prepend(notice);
});

window.addEventListener('online', () => notice.remove());
