import type { Archive, Missing } from '../../schemas/archive.ts';
import { Withheld } from '../../schemas/attachment.ts';
import type { Campaign } from '../../schemas/campaign.ts';
import type { Form } from '../../schemas/form.ts';
import type { Session } from '../../schemas/session.ts';
import { sizeText } from '../../schemas/size-text.ts';
import type { Language } from '../../schemas/text.ts';
import { doneOf, isUnderWay, sizeOf } from '../shared/archives/jobs.ts';
import { LEFT_OUT_WORDS } from '../shared/archives/left-out.ts';
import { timeText } from '../shared/page/dates.ts';
import { Facts } from '../shared/page/facts.tsx';
import { page } from '../shared/page/layout.tsx';
import { speak } from '../shared/page/words.ts';
import { choiceFacts, listText, Owing } from './choice-facts.tsx';
import { fileName } from './file-name.ts';
import { secondsLeft } from './time-left.ts';
import { canRetry, hasExpired } from './view.ts';
import { FAILURE_WORDS, JOB_WORDS } from './words.ts';

const WORDS = {
  title: { zh: '归档', en: 'Archive' },
  back: { zh: '返回归档下载', en: 'Back to the archives' },
  state: { zh: '状态', en: 'State' },
  holds: { zh: '内容', en: 'Holds' },
  files: { zh: (n: number) => `${n}个文件`, en: (n: number) => (n === 1 ? '1 file' : `${n} files`) },
  progress: { zh: '进度', en: 'Progress' },
  left: { zh: '预计还需', en: 'Time left, about' },
  time: {
    zh: (s: number) => (s < 90 ? `${s}秒` : `${Math.round(s / 60)}分钟`),
    en: (s: number) => (s < 90 ? `${s} s` : `${Math.round(s / 60)} min`),
  },
  size: { zh: '大小', en: 'Size' },
  expires: { zh: '保留至', en: 'Kept until' },
  requested: { zh: '申请', en: 'Asked for' },
  refresh: {
    zh: '本页每隔几秒自动更新；生成完毕后会发邮件给申请人，可以先离开本页。',
    en: 'This page renews itself every few seconds. Who asked for the archive gets a mail when it is ready; you need not wait here.',
  },
  cancel: { zh: '取消生成', en: 'Cancel' },
  retry: { zh: '重新生成', en: 'Build it again' },
  cancelled: { zh: '该归档已取消，没有生成。', en: 'This archive was cancelled and not built.' },
  renew: { zh: '立即更新', en: 'Renew now' },
  download: { zh: '下载', en: 'Download' },
  resume: {
    zh: '下载中断后可在浏览器的下载列表中继续，不必从头开始；如链接已过期，请回到本页重新点击下载。',
    en: 'A download that breaks off can be resumed in the browser’s list of downloads. If its link has expired, come back to this page and download again.',
  },
  volumes: {
    zh: (n: number) =>
      `内容超出单个文件的上限，分为${n}卷，每卷都是可以单独打开的ZIP文件；全部文件的清单在最后一卷的manifest.csv中。`,
    en: (n: number) =>
      `One file could not hold it all, so there are ${n} volumes. Each is a ZIP that opens by itself; manifest.csv in the last one lists the files of all.`,
  },
  leftOut: { zh: '以下附件未收入本归档', en: 'Left out of this archive' },
  leftOutWhere: {
    zh: '单位、报表和文件名见归档中的README.txt和manifest.csv。请联系有关单位处理后重新生成归档。',
    en: 'README.txt and manifest.csv inside name the units, forms and files. Once those units have put it right, build the archive again.',
  },
  expired: { zh: '该归档已过期，请重新生成。', en: 'This archive has expired. Build it again.' },
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
  const { id, state, failure, volumes = [] } = archive;
  if (hasExpired(archive, now)) return <p class="notice">{t(WORDS.expired)}</p>;
  if (state === 'cancelled') return <p class="notice">{t(WORDS.cancelled)}</p>;
  if (state === 'ready') {
    return (
      <>
        {volumes.length > 1 && <p>{WORDS.volumes[language](volumes.length)}</p>}
        {volumes.map(({ size }, i) => (
          <p class="buttons">
            <a class="button" href={`/archives/${id}/download${i === 0 ? '' : `?volume=${i + 1}`}`}>
              {t(WORDS.download)} {fileName(campaign, forms, archive, i + 1)} ({sizeText(size)})
            </a>
          </p>
        ))}
        <p>{t(WORDS.resume)}</p>
      </>
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

/** Files that were submitted and are not in it: nobody must take the archive for whole. */
function LeftOut({ archive: { leftOut = {} }, language }: ArchivePage) {
  const t = speak(language);
  const told = Withheld.options.flatMap((why) => {
    const count = leftOut[why];
    return count === undefined ? [] : [{ why, count }];
  });
  if (told.length === 0) return null;
  return (
    <section class="warning">
      <h2>{t(WORDS.leftOut)}</h2>
      <ul>
        {told.map(({ why, count }) => (
          <li>
            {WORDS.files[language](count)}
            {language === 'zh' ? '：' : ': '}
            {t(LEFT_OUT_WORDS[why])}
          </li>
        ))}
      </ul>
      <p>{t(WORDS.leftOutWhere)}</p>
    </section>
  );
}

/** What can be done about a job: ended while it is under way, or started anew after it ended badly. */
function Act({ archive, now, language }: ArchivePage) {
  const act = isUnderWay(archive) ? 'cancel' : canRetry(archive, now) ? 'retry' : undefined;
  if (!act) return null;
  return (
    <form method="post" action={`/archives/${archive.id}/${act}`}>
      <p class="buttons">
        <button type="submit" class={act === 'cancel' ? 'secondary' : undefined}>
          {speak(language)(WORDS[act])}
        </button>
      </p>
    </form>
  );
}

function ArchiveFacts({ archive, campaign, forms, now, language }: ArchivePage) {
  const t = speak(language);
  const { choice, files, bytes, expiresAt } = archive;
  const [done, size] = [doneOf(archive), sizeOf(archive)];
  const state = hasExpired(archive, now) ? 'expired' : archive.state;
  const left = secondsLeft(archive, now);
  const filesText = (n: number, b: number) => listText([WORDS.files[language](n), sizeText(b)], language);
  const facts = [
    [WORDS.state, <span class={`tag tag-${state}`}>{t(JOB_WORDS[state])}</span>],
    [WORDS.requested, `${timeText(campaign, archive.requestedAt, language)} ${archive.requestedBy}`],
    ...choiceFacts(choice, { campaign, forms, language }),
    ...(files === 0 ? [] : [[WORDS.holds, filesText(files, bytes)] as const]),
    ...(state === 'building' ? [[WORDS.progress, filesText(done.files, done.bytes)] as const] : []),
    ...(left === undefined ? [] : [[WORDS.left, WORDS.time[language](left)] as const]),
    ...(size === undefined ? [] : [[WORDS.size, sizeText(size)] as const]),
    ...(expiresAt === undefined ? [] : [[WORDS.expires, timeText(campaign, expiresAt, language)] as const]),
  ] as const;
  return <Facts facts={facts.map(([name, value]) => [t(name), value] as const)} />;
}

/** One archive: how far it is, what was chosen, who is missing, and the download. */
export function archivePage(props: ArchivePage): string {
  const { archive, campaign, session, language } = props;
  const t = speak(language);
  const title = `${t(WORDS.title)} ${timeText(campaign, archive.requestedAt, language)}`;
  return page({
    title,
    language,
    session,
    at: '/archives/',
    children: (
      <>
        <p>
          <a href="/archives">{t(WORDS.back)}</a>
        </p>
        <h1>{title}</h1>
        <State {...props} />
        <Act {...props} />
        <LeftOut {...props} />
        <ArchiveFacts {...props} />
        <Owing {...props} />
      </>
    ),
  });
}
