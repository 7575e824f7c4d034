import type { Attachment } from '../../schemas/attachment.ts';
import type { Slot } from '../../schemas/form.ts';
import type { Session } from '../../schemas/session.ts';
import { sizeText } from '../../schemas/size-text.ts';
import type { Language } from '../../schemas/text.ts';
import { newFileAddress } from '../shared/attachments/addresses.ts';
import { speak } from '../shared/page/words.ts';
import type { PageFacts } from './browser/upload/page-facts.ts';

const WORDS = {
  choose: { zh: '选择文件（可多选）', en: 'Choose files (several at once)' },
  one: { zh: '选择新文件', en: 'Choose the new file' },
  kinds: { zh: '文件类型：', en: 'Kinds of file: ' },
  most: { zh: '，每个不超过', en: ', at most ' },
  each: { zh: '', en: ' each' },
  patience: {
    zh: '选择后自动上传，断网后自动续传。关闭页面后，再次选择同一文件可从断点继续，未传完的部分保留7天。',
    en: 'Files are sent as soon as they are chosen, and go on by themselves when the line comes back. If you close the page, choose the same file again to go on; what was sent is kept for 7 days.',
  },
  warnings: {
    zh: '可能不符合要求（以服务器检测结果为准）：',
    en: 'This may not meet the requirements (the check after the upload decides):',
  },
  signedOut: {
    zh: '登录已过期，上传已暂停。在新窗口登录后回到本页，将自动继续：',
    en: 'You are signed out, so the uploads wait. Sign in in another window and come back, and they go on: ',
  },
  signIn: { zh: '登录（新窗口）', en: 'Sign in (new window)' },
  pause: { zh: '暂停', en: 'Pause' },
  resume: { zh: '继续', en: 'Go on' },
  cancel: { zh: '取消', en: 'Cancel' },
  remove: { zh: '移除', en: 'Remove' },
  drop: { zh: '从列表中去掉', en: 'Take off the list' },
  replace: { zh: '替换', en: 'Replace' },
};

/** The scripts of pages that have an `Uploader`. */
export const UPLOADER_SCRIPTS = ['attach-upload.js'];

export interface UploaderProps {
  form: string;
  slot: Slot;
  session: Session;
  language: Language;
  /** Of the report. */
  files?: readonly Attachment[] | undefined;
  replaces?: string | undefined;
  begun?: Attachment | undefined;
}

function factsOf({ form, slot, session, language, files = [], replaces, begun }: UploaderProps): PageFacts {
  const { id, types, maxBytes, media } = slot;
  const { name, announcedSize: size } = begun ?? {};
  const unit = session.unit ?? '';
  const arrived = files.flatMap((file) =>
    file.slot === id && file.id !== replaces && file.name !== undefined && file.pin
      ? [{ name: file.name, size: file.pin.size }]
      : [],
  );
  return {
    form,
    unit,
    files: arrived,
    // What is begun as another file's successor is gone on with as that alone.
    place: [session.campaign, unit, form, id, ...(replaces === undefined ? [] : [replaces])].join('/'),
    slot: { id, types, maxBytes, ...(media && { media }) },
    language,
    replaces,
    ...(begun && name !== undefined && size !== undefined && { begun: { id: begun.id, name, size } }),
  };
}

/** What the script makes of the plain form that stands beside it, `data-plain`: hidden as long as there is none. */
export function Uploader(props: UploaderProps) {
  const { form, slot, language, replaces } = props;
  const t = speak(language);
  const extensions = slot.types.map(({ extension }) => extension);
  return (
    <section hidden data-upload={JSON.stringify(factsOf(props))}>
      <div class="field">
        <label for="files">{t(replaces === undefined ? WORDS.choose : WORDS.one)}</label>
        <p class="hint" id="files-hint">
          {t(WORDS.kinds)}
          {extensions.join(' / ')}
          {t(WORDS.most)}
          {sizeText(slot.maxBytes)}
          {t(WORDS.each)}
        </p>
        <p class="hint" id="files-patience">
          {t(WORDS.patience)}
        </p>
        <input
          type="file"
          id="files"
          multiple={replaces === undefined}
          accept={extensions.map((extension) => `.${extension}`).join(',')}
          aria-describedby="files-hint files-patience"
        />
      </div>
      <p class="notice" data-part="signed-out" hidden>
        {t(WORDS.signedOut)}
        <a href="/sign-in" target="_blank" rel="noopener">
          {t(WORDS.signIn)}
        </a>
      </p>
      <p class="visually-hidden" role="status" />
      <ul class="list" data-part="files" />
      <template>
        <li>
          <span class="file-name" data-part="name" /> <span class="file-size" data-part="size" />{' '}
          <span class="tag" data-part="state" />
          <progress class="progress" max="1" hidden />
          <p class="hint" data-part="note" hidden />
          <p class="error-message" data-part="fault" hidden />
          <div class="notice" data-part="warnings" hidden>
            <p>{t(WORDS.warnings)}</p>
            <ul />
          </div>
          <button type="button" class="secondary" data-part="pause" hidden>
            {t(WORDS.pause)}
            <span class="visually-hidden" data-part="of" />
          </button>{' '}
          <button type="button" data-part="resume" hidden>
            {t(WORDS.resume)}
            <span class="visually-hidden" data-part="of" />
          </button>{' '}
          <button type="button" class="link" data-part="cancel" hidden>
            {t(WORDS.cancel)}
            <span class="visually-hidden" data-part="of" />
          </button>
          <button type="button" class="link" data-part="drop" hidden>
            {t(WORDS.drop)}
            <span class="visually-hidden" data-part="of" />
          </button>
          <a href={newFileAddress(form, slot.id)} data-part="replace" hidden>
            {t(WORDS.replace)}
            <span class="visually-hidden" data-part="of" />
          </a>{' '}
          <button type="button" class="link" data-part="remove" hidden>
            {t(WORDS.remove)}
            <span class="visually-hidden" data-part="of" />
          </button>
        </li>
      </template>
    </section>
  );
}
