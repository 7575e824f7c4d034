import type { Archive } from '../../../schemas/archive.ts';
import { Withheld } from '../../../schemas/attachment.ts';
import type { Campaign } from '../../../schemas/campaign.ts';
import { sizeText } from '../../../schemas/size-text.ts';
import type { Language, Text } from '../../../schemas/text.ts';
import { sizeOf } from '../archives/jobs.ts';
import { LEFT_OUT_WORDS } from '../archives/left-out.ts';
import { timeText } from '../page/dates.ts';
import type { Draft } from './content.ts';
import { draft } from './write.ts';

const WORDS = {
  subject: { zh: '归档文件已生成', en: 'The archive is ready' },
  failed: { zh: '归档文件生成失败', en: 'The archive could not be built' },
  ready: {
    zh: '您申请的归档文件已生成，请登录后下载。',
    en: 'The archive that you asked for is ready. Sign in and download it.',
  },
  again: {
    zh: '您申请的归档文件未能生成，请登录后重新申请。已报送的内容未受影响。',
    en: 'The archive that you asked for could not be built. Sign in and ask again. No report is affected.',
  },
  requested: { zh: '申请时间', en: 'Requested' },
  files: { zh: '文件数', en: 'Files' },
  leftOut: { zh: '未收入的附件', en: 'Attachments left out' },
  size: { zh: '大小', en: 'Size' },
  expires: { zh: '下载截止', en: 'Can be downloaded until' },
  link: { zh: '登录并下载', en: 'Sign in and download' },
};

export interface ArchiveReady {
  campaign: Campaign;
  archive: Archive;
  siteUrl: string;
}

/** A job that somebody asked for has ended, with an archive or without. */
export function archiveReady({ campaign, archive, siteUrl }: ArchiveReady, language: Language): Draft {
  const t = (text: Text) => text[language];
  const { id, state, requestedAt, files, expiresAt } = archive;
  const size = sizeOf(archive);
  const failed = state === 'failed';
  const facts: [string, string][] = [[t(WORDS.requested), timeText(campaign, requestedAt, language)]];
  if (!failed) facts.push([t(WORDS.files), String(files)]);
  for (const why of Withheld.options) {
    const count = archive.leftOut?.[why];
    if (count !== undefined) facts.push([t(WORDS.leftOut), `${count} – ${t(LEFT_OUT_WORDS[why])}`]);
  }
  if (size !== undefined) facts.push([t(WORDS.size), sizeText(size)]);
  if (expiresAt !== undefined) facts.push([t(WORDS.expires), timeText(campaign, expiresAt, language)]);
  return draft(
    `${t(failed ? WORDS.failed : WORDS.subject)} – ${t(campaign.title)}`,
    [
      { paragraph: t(failed ? WORDS.again : WORDS.ready) },
      { facts },
      { link: t(WORDS.link), url: `${siteUrl}/archives/${id}` },
    ],
    language,
  );
}
