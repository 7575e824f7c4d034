import type { PersonalDataView } from '../../schemas/contract/personal-data.ts';
import type { Language, Text } from '../../schemas/text.ts';
import { speak } from '../shared/page/words.ts';

type Stays = PersonalDataView['stays'][number];

const WORDS = {
  title: { zh: '清除后仍保留的内容', en: 'What stays after that' },
  what: { zh: '内容', en: 'What' },
  count: { zh: '数量', en: 'How many' },
  until: { zh: '保留至', en: 'Kept until' },
} satisfies { [word: string]: Text };

const WHAT: { [what in Stays['what']]: Text } = {
  addresses: { zh: '名册中联系人的邮箱（用于登录）', en: 'Addresses on the roster, for signing in' },
  texts: { zh: '报表中的文字内容、备注', en: 'Texts and remarks in reports' },
  explanations: { zh: '情况说明', en: 'Explanations' },
  messages: { zh: '留言和审核意见的文字', en: 'Texts of messages and decisions' },
  attachments: {
    zh: '附件（文件内容、文件名、说明）',
    en: 'Attachments: what is in them, their names and captions',
  },
  audit: {
    zh: '操作日志中操作人和联系人的邮箱',
    en: 'Addresses in the audit log: who did what, and to whom',
  },
  mails: { zh: '邮件记录中的收件邮箱', en: 'Recipients in the log of mails' },
  archives: { zh: '已生成的归档文件', en: 'Archives that were built' },
  backups: { zh: '数据表的备份', en: 'Backups of the table' },
};

const UNTIL: { [until in Stays['until']]: Text } = {
  removal: { zh: '从名册中移除该联系人', en: 'The contact is taken off the roster' },
  shutdown: {
    zh: '系统停用、由运维人员删除数据',
    en: 'The system is shut down and its data deleted by its operators',
  },
  expiry: { zh: '生成后14天，自动删除', en: '14 days after each was built, by itself' },
  backup: { zh: '清除后35天，自动删除', en: '35 days after the erasure, by itself' },
};

/** What an erasure does not take, and until when it is kept: nobody shall believe that nothing is left. */
export function StaysTable({ stays, language }: { stays: readonly Stays[]; language: Language }) {
  const t = speak(language);
  return (
    <>
      <h2>{t(WORDS.title)}</h2>
      <table class="stack">
        <thead>
          <tr>
            <th scope="col">{t(WORDS.what)}</th>
            <th scope="col">{t(WORDS.count)}</th>
            <th scope="col">{t(WORDS.until)}</th>
          </tr>
        </thead>
        <tbody>
          {stays.map(({ what, count, until }) => (
            <tr>
              <th scope="row">{t(WHAT[what])}</th>
              <td data-label={t(WORDS.count)}>{count ?? '–'}</td>
              <td data-label={t(WORDS.until)}>{t(UNTIL[until])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
