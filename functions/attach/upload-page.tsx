import type { Attachment } from '../../schemas/attachment.ts';
import type { SlotRoom } from '../../schemas/contract/attachment-list.ts';
import type { Form, Slot } from '../../schemas/form.ts';
import type { Session } from '../../schemas/session.ts';
import { sizeText } from '../../schemas/size-text.ts';
import type { Language } from '../../schemas/text.ts';
import { FileFacts } from '../shared/attachments/file-list.tsx';
import type { Room } from '../shared/attachments/room.ts';
import { attachmentSummary } from '../shared/attachments/summary.ts';
import { postedAs } from '../shared/http/page-of.ts';
import type { PostForm } from '../shared/objects/post-policy.ts';
import { page } from '../shared/page/layout.tsx';
import { speak } from '../shared/page/words.ts';
import { kindsOf } from './kinds.ts';
import { RoomLeft } from './room-left.tsx';
import { Secrecy } from './secrecy.tsx';
import { UPLOADER_SCRIPTS, Uploader } from './uploader.tsx';

const WORDS = {
  title: { zh: '上传文件', en: 'Upload a file' },
  file: { zh: '选择文件', en: 'Choose a file' },
  kinds: { zh: '文件类型：', en: 'Kind of file: ' },
  most: { zh: '，不超过', en: ', at most ' },
  patience: {
    zh: '点击“上传”后请等待页面自动返回报表；大文件需要较长时间，请不要关闭页面。请在15分钟内开始上传。',
    en: 'After “Upload” wait until the report comes back; large files take a while. Begin within 15 minutes.',
  },
  refusal: {
    zh: '文件超过上限时，会出现一页英文代码（EntityTooLarge），表示文件没有上传：请按浏览器的“后退”返回本页，另选文件。',
    en: 'If the file is larger than that, a page of code (EntityTooLarge) comes up, and nothing was uploaded: go back to this page and choose another file.',
  },
  upload: { zh: '上传', en: 'Upload' },
  back: { zh: '返回报表', en: 'Back to the report' },
  state: { zh: '附件', en: 'Attachment' },
  checking: {
    zh: '文件已收到，正在检测，通常不到一分钟，请稍后刷新本页查看结果。',
    en: 'The file has arrived and is being checked, which mostly takes less than a minute. Reload this page to see the result.',
  },
  open: { zh: '查看文件', en: 'Open the file' },
  check: { zh: '文件已传完，核对是否到达', en: 'The file was sent: see whether it has arrived' },
  remove: { zh: '移除', en: 'Remove' },
  removed: { zh: '此文件已从报表中移除。', en: 'This file was removed from the report.' },
  restore: { zh: '恢复', en: 'Restore' },
};

export interface UploadPage {
  form: Form;
  slot: Slot;
  attachment: Attachment;
  session: Session;
  language: Language;
}

interface PlainUploadPage extends UploadPage {
  rooms: readonly Room[];
  room: SlotRoom;
  /** What the store takes at most: the slot's limit, or less where less room is left. */
  maxBytes: number;
  post: PostForm;
}

/** A plain form that sends one file straight to the store, which then leads back here. */
export function uploadPage(props: PlainUploadPage): string {
  const { form, slot, attachment, session, language, rooms, room, maxBytes, post } = props;
  const t = speak(language);
  const here = `/reports/${form.id}/attachments/${attachment.id}`;
  const kind = kindsOf(slot).find(({ contentType }) => contentType === attachment.type);
  const extensions = kind?.extensions ?? [];
  return page({
    title: `${t(WORDS.title)} – ${t(slot.title)}`,
    language,
    session,
    scripts: attachment.uploadId === undefined ? [] : UPLOADER_SCRIPTS,
    children: (
      <>
        <p class="caption">{t(form.title)}</p>
        <h1>
          {t(WORDS.title)} – {t(slot.title)}
        </h1>
        <Secrecy language={language} />
        {slot.description && <p>{t(slot.description)}</p>}
        <RoomLeft slot={room} rooms={rooms} language={language} />
        {attachment.uploadId !== undefined && (
          <Uploader
            form={form.id}
            slot={slot}
            session={session}
            language={language}
            begun={attachment}
            replaces={attachment.replaces}
          />
        )}
        <form method="post" action={post.url} enctype="multipart/form-data" data-plain>
          {Object.entries(post.fields).map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
          <div class="field">
            <label for="file">{t(WORDS.file)}</label>
            <p class="hint" id="file-hint">
              {t(WORDS.kinds)}
              {extensions.join(' / ')}
              {t(WORDS.most)}
              {sizeText(maxBytes)}
            </p>
            <p class="hint">{t(WORDS.patience)}</p>
            <p class="hint">{t(WORDS.refusal)}</p>
            {/* The store reads nothing after the file, so its field comes last. */}
            <input
              type="file"
              id="file"
              name="file"
              required
              accept={extensions.map((extension) => `.${extension}`).join(',')}
              aria-describedby="file-hint"
            />
          </div>
          <button type="submit">{t(WORDS.upload)}</button>
        </form>
        <form method="post" action={postedAs(session.unit ?? '', `${here}/complete`)}>
          <button type="submit" class="link">
            {t(WORDS.check)}
          </button>
        </form>
        <p>
          <a href={`/reports/${form.id}`}>{t(WORDS.back)}</a>
        </p>
      </>
    ),
  });
}

/** What is known of a file that has arrived. */
export function filePage({ form, slot, attachment, session, language }: UploadPage): string {
  const t = speak(language);
  const here = `/reports/${form.id}/attachments/${attachment.id}`;
  return page({
    title: `${t(WORDS.state)} – ${t(slot.title)}`,
    language,
    session,
    children: (
      <>
        <p class="caption">{t(form.title)}</p>
        <h1>
          {t(WORDS.state)} – {t(slot.title)}
        </h1>
        <div>
          <FileFacts
            file={attachmentSummary(attachment, language)}
            language={language}
            href={`${here}/file`}
          />
        </div>
        {attachment.state === 'checking' && <p>{t(WORDS.checking)}</p>}
        {attachment.removed && <p>{t(WORDS.removed)}</p>}
        {(attachment.pin || !attachment.removed) && (
          <form
            method="post"
            action={postedAs(session.unit ?? '', `${here}/${attachment.removed ? 'restore' : 'remove'}`)}
          >
            <button type="submit" class="secondary">
              {t(attachment.removed ? WORDS.restore : WORDS.remove)}
            </button>
          </form>
        )}
        <p>
          <a href={`/reports/${form.id}`}>{t(WORDS.back)}</a>
        </p>
      </>
    ),
  });
}
