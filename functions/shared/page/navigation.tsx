import type { Role } from '../../../schemas/session.ts';
import type { Language, Text } from '../../../schemas/text.ts';
import type { SignedIn } from '../signed-in.ts';
import { speak } from './words.ts';

const WORDS = {
  navigation: { zh: '主导航', en: 'Main navigation' },
  more: { zh: '管理', en: 'Manage' },
  actsFor: { zh: '当前登录：', en: 'Signed in for ' },
  signOut: { zh: '退出登录', en: 'Sign out' },
};

interface Entry {
  href: string;
  title: Text;
  roles: readonly Role[];
  /** Wanted now and then: folded away, so that what is wanted daily stands alone. */
  folded?: true;
}

const OFFICES: readonly Role[] = ['office', 'lead'];

/** In the order of a day's work. */
const PLACES = [
  { href: '/reports', title: { zh: '我的报表', en: 'My reports' }, roles: ['unit'] },
  { href: '/desk', title: { zh: '报送进度', en: 'Progress' }, roles: OFFICES },
  { href: '/reminders', title: { zh: '催报', en: 'Reminders' }, roles: OFFICES },
  { href: '/totals', title: { zh: '全省汇总', en: 'Totals' }, roles: OFFICES },
  { href: '/archives', title: { zh: '归档下载', en: 'Archives' }, roles: OFFICES },
  { href: '/mails', title: { zh: '邮件记录', en: 'Mails' }, roles: OFFICES, folded: true },
  { href: '/featured', title: { zh: '特色活动', en: 'Featured activities' }, roles: ['lead'], folded: true },
  { href: '/roster', title: { zh: '单位名册', en: 'Roster' }, roles: ['lead'], folded: true },
  { href: '/audit', title: { zh: '操作日志', en: 'Audit log' }, roles: ['lead'], folded: true },
  { href: '/status', title: { zh: '运行状态', en: 'Status' }, roles: ['lead'], folded: true },
] as const satisfies readonly Entry[];

type Place = (typeof PLACES)[number]['href'];

/** `/desk` is that page itself, `/desk/` a page below it. */
export type At = Place | `${Place}/`;

interface NavigationProps {
  session: SignedIn;
  language: Language;
  at: At | undefined;
}

/** Where a signed-in person can go. A menu of `details` opens without script. */
export function Navigation({ session, language, at }: NavigationProps) {
  const t = speak(language);
  const places: readonly Entry[] = PLACES;
  const mine = places.filter(({ roles }) => roles.includes(session.role));
  const links = (entries: readonly Entry[]) =>
    entries.map(({ href, title }) => (
      <li>
        <a href={href} aria-current={at === href ? 'page' : at === `${href}/` ? 'true' : undefined}>
          {t(title)}
        </a>
      </li>
    ));
  const folded = mine.filter((entry) => entry.folded);
  const within = folded.some(({ href }) => at?.startsWith(href));
  return (
    <>
      <nav aria-label={t(WORDS.navigation)}>
        <ul>
          {links(mine.filter((entry) => !entry.folded))}
          {folded.length > 0 && (
            <li>
              <details>
                <summary class={within ? 'within' : undefined}>{t(WORDS.more)}</summary>
                <ul>{links(folded)}</ul>
              </details>
            </li>
          )}
        </ul>
      </nav>
      {session.actsFor && (
        <span class="acts-for" title={t(session.actsFor)}>
          <span class="visually-hidden">{t(WORDS.actsFor)}</span>
          {t(session.actsFor)}
        </span>
      )}
      <form method="post" action="/sign-out">
        <button type="submit" class="link">
          {t(WORDS.signOut)}
        </button>
      </form>
    </>
  );
}
