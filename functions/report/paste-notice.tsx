import type { Finding } from '../../schemas/form.ts';
import type { Language } from '../../schemas/text.ts';
import { idOf } from '../shared/page/error-summary.tsx';
import { speak } from '../shared/page/words.ts';
import type { Pasted } from './pasted-rows.ts';

/** So many cells are named; all are marked. */
const MOST = 20;

const WORDS = {
  pasted: {
    zh: (count: number) => `已粘贴${count}行并暂存。`,
    en: (count: number) => `${count} ${count === 1 ? 'row was' : 'rows were'} pasted and saved.`,
  },
  left: {
    zh: (left: number) => `已达行数上限，其余${left}行未粘贴。`,
    en: (left: number) => `The form takes no more: ${left} were left out.`,
  },
  strange: {
    zh: (heads: string) => `未能对应、已略过的列：${heads}。`,
    en: (heads: string) => `Columns that were left out, for no column here is named so: ${heads}.`,
  },
  unread: {
    zh: (count: number) => `有${count}处内容未能识别，已在表中标出，请更正：`,
    en: (count: number) => `Could not be read: ${count}. Each is marked below; put it right:`,
  },
  reading: { zh: '所有内容均已识别。', en: 'All of it could be read.' },
};

/** What became of pasted rows, with a way to each cell that could not be read. */
export function PasteNotice({
  pasted: { count, left, strange },
  findings,
  language,
}: {
  pasted: Pasted;
  findings: readonly Finding[];
  language: Language;
}) {
  const t = speak(language);
  return (
    <section class="notice" role="status">
      <p>
        {WORDS.pasted[language](count)} {left > 0 && WORDS.left[language](left)}{' '}
        {strange.length > 0 && WORDS.strange[language](strange.join(language === 'zh' ? '、' : ', '))}
      </p>
      {findings.length === 0 ? (
        <p>{t(WORDS.reading)}</p>
      ) : (
        <>
          <p>{WORDS.unread[language](findings.length)}</p>
          <ul>
            {findings.slice(0, MOST).map(({ pointer, message }) => (
              <li>
                <a href={`#${idOf(pointer)}`}>{t(message)}</a>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
