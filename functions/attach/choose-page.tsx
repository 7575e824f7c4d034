import type { Form, Slot } from '../../schemas/form.ts';
import type { Session } from '../../schemas/session.ts';
import type { Language } from '../../schemas/text.ts';
import { page } from '../shared/page/layout.tsx';
import { speak } from '../shared/page/words.ts';
import { kindsOf } from './kinds.ts';
import { Secrecy } from './secrecy.tsx';

const WORDS = {
  title: { zh: '上传文件', en: 'Upload a file' },
  type: { zh: '文件类型', en: 'Kind of file' },
  hint: {
    zh: '请先选择文件类型，下一步选择文件。',
    en: 'Choose the kind of file first; the next page asks for the file itself.',
  },
  go: { zh: '继续', en: 'Continue' },
  back: { zh: '返回报表', en: 'Back to the report' },
};

export interface ChoosePage {
  form: Form;
  slot: Slot;
  session: Session;
  language: Language;
}

/** Asks for the kind of file: what may be sent is signed with its content type before the file is known. */
export function choosePage({ form, slot, session, language }: ChoosePage): string {
  const t = speak(language);
  return page({
    title: `${t(WORDS.title)} – ${t(slot.title)}`,
    language,
    session,
    children: (
      <>
        <p class="caption">{t(form.title)}</p>
        <h1>
          {t(WORDS.title)} – {t(slot.title)}
        </h1>
        <Secrecy language={language} />
        {slot.description && <p>{t(slot.description)}</p>}
        <form method="post" action={`/reports/${form.id}/attachments`}>
          <input type="hidden" name="slot" value={slot.id} />
          <div class="field">
            <label for="type">{t(WORDS.type)}</label>
            <p class="hint" id="type-hint">
              {t(WORDS.hint)}
            </p>
            <select id="type" name="type" aria-describedby="type-hint">
              {kindsOf(slot).map(({ contentType, extensions }) => (
                <option value={contentType}>{extensions.join(' / ')}</option>
              ))}
            </select>
          </div>
          <div class="buttons">
            <button type="submit">{t(WORDS.go)}</button>
            <a href={`/reports/${form.id}`}>{t(WORDS.back)}</a>
          </div>
        </form>
      </>
    ),
  });
}
