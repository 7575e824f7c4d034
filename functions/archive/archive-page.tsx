import type { Archive, Missing } from '../../schemas/archive.ts';
import type { Campaign } from '../../schemas/campaign.ts';
import type { Form } from '../../schemas/form.ts';
import type { Session } from '../../schemas/session.ts';
import type { Language } from '../../schemas/text.ts';
import { DEFAULT_STATES } from '../shared/archives/choice.ts';
import { sizeText } from '../shared/attachments/sizes.ts';
import { localTime } from '../shared/local-time.ts';
import { page } from '../shared/page/layout.tsx';
import { speak } from '../shared/page/words.ts';
import { STATE_WORDS } from '../shared/state-words.ts';
import { fileName } from './file-name.ts';
import { hasExpired } from './view.ts';
import { FAILURE_WORDS, JOB_WORDS } from './words.ts';

const WORDS = {
  title: { zh: '归档', en: 'Archive' },
  back: { zh: '返回归档下载', en: 'Back to the archives' },
  state: { zh: '状态', en: 'State' },
  forms: { zh: '报表', en: 'Forms' },
  units: { zh: '单位', en: 'Units' },
  states: { zh: '报表状态', en: 'States of the reports' },
  since: { zh: '报送时间不早于', en: 'Submitted since' },
  all: { zh: '全部', en: 'all' },
  holds: { zh: '内容', en: 'Holds' },
  files: { zh: (n: number) => `${n}个文件`, en: (n: number) => (n === 1 ? '1 file' : `${n} files`) },
  progress: { zh: '进度', en: 'Progress' },
  size: { zh: '大小', en: 'Size' },
  expires: { zh: '保留至', en: 'Kept until' },
  requested: { zh: '申请', en: 'Asked for' },
  refresh: {
    zh: '本页每隔几秒自动更新；生成完毕后也会发邮件通知，可以先离开本页。',
    en: 'This page renews itself every few seconds. A mail tells you when the archive is ready; you need not wait here.',
  },
  renew: { zh: '立即更新', en: 'Renew now' },
  download: { zh: '下载', en: 'Download' },
  expired: { zh: '该归档已过期，请重新生成。', en: 'This archive has expired. Build it again.' },
  missing: { zh: '应报而本归档中没有的', en: 'Owed, but not in this archive' },
  whole: { zh: '所选单位应报的报表均已包含。', en: 'All that the chosen units owe is in it.' },
};

export interface ArchivePage {
  archive: Archive;
  campaign: Campaign;
  forms: readonly Form[];
  /** As it was when the archive was planned, or as it is now while it is not. */
  missing: readonly Missing[];
  session: Session;
  language: Language;
  now: Date;
}

function State({ archive, campaign, forms, now, language }: ArchivePage) {
  const t = speak(language);
  const { id, state, failure, size } = archive;
  if (hasExpired(archive, now)) return <p class="notice">{t(WORDS.expired)}</p>;
  if (state === 'ready') {
    return (
      <p class="buttons">
        <a class="button" href={`/archives/${id}/download`}>
          {t(WORDS.download)} {fileName(campaign, forms, archive)}{' '}
          {size !== undefined && `(${sizeText(size)})`}
        </a>
      </p>
    );
  }
  if (state === 'failed') {
    return (
      <p class="error-summary" role="alert">
        {t(FAILURE_WORDS[failure?.reason ?? 'unexpected'])}
        {failure?.file}
      </p>
    );
  }
  return (
    <p>
      {t(WORDS.refresh)} <a href={`/archives/${id}`}>{t(WORDS.renew)}</a>
    </p>
  );
}

function Facts({ archive, campaign, forms, now, language }: ArchivePage) {
  const t = speak(language);
  const { choice, files, bytes, done, size, expiresAt } = archive;
  const state = hasExpired(archive, now) ? 'expired' : archive.state;
  const list = (names: string[]) => names.join(language === 'zh' ? '、' : ', ');
  const ofForm = (id: string) => forms.find((form) => form.id === id)?.short[language] ?? id;
  const ofUnit = (id: string) => campaign.units.find((unit) => unit.id === id)?.name[language] ?? id;
  const states = choice.states ?? DEFAULT_STATES;
  const filesText = (n: number, b: number) => list([WORDS.files[language](n), sizeText(b)]);
  const facts = [
    [WORDS.state, <span class={`tag tag-${state}`}>{t(JOB_WORDS[state])}</span>],
    [WORDS.requested, `${localTime(campaign, archive.requestedAt)} ${archive.requestedBy}`],
    [WORDS.forms, choice.forms ? list(choice.forms.map(ofForm)) : t(WORDS.all)],
    [WORDS.units, choice.units ? list(choice.units.map(ofUnit)) : t(WORDS.all)],
    [WORDS.states, list(states.map((one) => t(STATE_WORDS[one])))],
    ...(choice.since === undefined ? [] : [[WORDS.since, choice.since] as const]),
    ...(files === 0 ? [] : [[WORDS.holds, filesText(files, bytes)] as const]),
    ...(state === 'building' ? [[WORDS.progress, filesText(done.files, done.bytes)] as const] : []),
    ...(size === undefined ? [] : [[WORDS.size, sizeText(size)] as const]),
    ...(expiresAt === undefined ? [] : [[WORDS.expires, localTime(campaign, expiresAt)] as const]),
  ] as const;
  return (
    <dl class="answers">
      {facts.map(([name, value]) => (
        <div>
          <dt>{t(name)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Owing({ missing, campaign, forms, language }: ArchivePage) {
  const t = speak(language);
  if (missing.length === 0) return <p>{t(WORDS.whole)}</p>;
  const short = (id: string) => forms.find((form) => form.id === id)?.short[language] ?? id;
  return (
    <section>
      <h2>{t(WORDS.missing)}</h2>
      <ul>
        {missing.map(({ unit, forms: owed }) => (
          <li>
            {campaign.units.find(({ id }) => id === unit)?.name[language] ?? unit} –{' '}
            {owed.map(short).join(language === 'zh' ? '、' : ', ')}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** One archive: how far it is, what was chosen, who is missing, and the download. */
export function archivePage(props: ArchivePage): string {
  const { archive, campaign, session, language } = props;
  const t = speak(language);
  const title = `${t(WORDS.title)} ${localTime(campaign, archive.requestedAt)}`;
  return page({
    title,
    language,
    session,
    children: (
      <>
        <p>
          <a href="/archives">{t(WORDS.back)}</a>
        </p>
        <h1>{title}</h1>
        <State {...props} />
        <Facts {...props} />
        <Owing {...props} />
      </>
    ),
  });
}
