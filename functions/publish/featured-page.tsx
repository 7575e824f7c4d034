import type { Campaign } from '../../schemas/campaign.ts';
import { FeaturedActivity, type FeaturedList } from '../../schemas/featured.ts';
import type { Session } from '../../schemas/session.ts';
import type { Language, Text } from '../../schemas/text.ts';
import { COLUMNS } from '../shared/featured/activity.ts';
import { FeaturedUpload } from '../shared/featured/sheet-upload.tsx';
import { ErrorSummary, idOf } from '../shared/page/error-summary.tsx';
import { FEATURED_WORDS, MODE_WORDS } from '../shared/page/featured-words.ts';
import { page } from '../shared/page/layout.tsx';
import { speak } from '../shared/page/words.ts';
import type { Detail } from '../shared/problems.ts';

const WORDS = {
  title: { zh: '特色活动', en: 'Featured activities' },
  intro: {
    zh: '这里的活动在首页向公众公布。',
    en: 'These activities are shown to everybody on the start page.',
  },
  saved: { zh: '已保存。', en: 'Saved.' },
  none: { zh: '还没有特色活动。', en: 'There are none yet.' },
  edit: { zh: '修改', en: 'Change' },
  remove: { zh: '删除', en: 'Remove' },
  add: { zh: '增加一项', en: 'Add one' },
  change: { zh: '修改这一项', en: 'Change this one' },
  save: { zh: '保存', en: 'Save' },
  import: { zh: '从表格导入', en: 'Import from a spreadsheet' },
  importHint: {
    zh: '在WPS或Excel中选中并复制各行，粘贴到这里；也可以粘贴CSV。各列依次为：',
    en: 'Copy rows in WPS or Excel and paste them here, or paste CSV. The columns are, in this order: ',
  },
  text: { zh: '粘贴的内容', en: 'Pasted rows' },
  importAdd: { zh: '追加到列表', en: 'Add to the list' },
  importReplace: { zh: '替换整个列表', en: 'Replace the whole list' },
};

interface FeaturedPage {
  campaign: Campaign;
  list: FeaturedList;
  session: Session;
  language: Language;
  saved: boolean;
  /** Which one is being changed. */
  editing?: number | undefined;
  typed?: { [field: string]: string };
  details?: readonly Detail[];
  sentence?: Text | undefined;
}

function FieldError({
  pointer,
  details,
  language,
}: {
  pointer: string;
  details: readonly Detail[];
  language: Language;
}) {
  const own = details.filter((detail) => detail.pointer === pointer);
  if (own.length === 0) return null;
  return (
    <p class="error-message" id={`${idOf(pointer)}-error`}>
      {own.map(({ message }) => message[language]).join(' ')}
    </p>
  );
}

interface InputsProps {
  values: { [column: string]: string };
  details: readonly Detail[];
  language: Language;
}

function Inputs({ values, details, language }: InputsProps) {
  const t = speak(language);
  const attributes = (column: string) => {
    const pointer = `/${column}`;
    const wrong = details.some((detail) => detail.pointer === pointer);
    const id = idOf(pointer);
    return {
      id,
      name: column,
      'aria-invalid': wrong ? ('true' as const) : undefined,
      'aria-describedby': wrong ? `${id}-error` : undefined,
    };
  };
  return (
    <>
      {COLUMNS.map((column) => (
        <div class="field">
          <label for={idOf(`/${column}`)}>{t(FEATURED_WORDS[column])}</label>
          <FieldError pointer={`/${column}`} details={details} language={language} />
          {column === 'mode' ? (
            <select {...attributes(column)}>
              {FeaturedActivity.shape.mode.options.map((mode) => (
                <option value={mode} selected={values.mode === mode}>
                  {t(MODE_WORDS[mode])}
                </option>
              ))}
            </select>
          ) : column === 'content' ? (
            <textarea {...attributes(column)} rows={4}>
              {values[column] ?? ''}
            </textarea>
          ) : (
            <input {...attributes(column)} type="text" value={values[column] ?? ''} />
          )}
        </div>
      ))}
    </>
  );
}

function Listed({ list, language }: Pick<FeaturedPage, 'list' | 'language'>) {
  const t = speak(language);
  return (
    <ol class="list">
      {list.activities.map(({ name, time, place, mode }, index) => (
        <li>
          <p>
            <strong>{name}</strong> {time} {place} {t(MODE_WORDS[mode])}
          </p>
          <form method="post" action="/featured">
            <input type="hidden" name="version" value={list.version} />
            <input type="hidden" name="index" value={index} />
            <a href={`/featured?edit=${index}`}>
              {t(WORDS.edit)}
              <span class="visually-hidden"> {name}</span>
            </a>{' '}
            <button type="submit" class="link" name="action" value="remove">
              {t(WORDS.remove)}
              <span class="visually-hidden"> {name}</span>
            </button>
          </form>
        </li>
      ))}
    </ol>
  );
}

/** Where the lead office edits what is made known. */
export function featuredPage(props: FeaturedPage): string {
  const { campaign, list, session, language, saved, editing, typed, details = [], sentence } = props;
  const t = speak(language);
  const problems: Detail[] =
    sentence !== undefined && details.length === 0
      ? [{ pointer: '', severity: 'blocking', code: 'refused', message: sentence }]
      : [...details];
  const shown = editing === undefined ? undefined : list.activities[editing];
  return page({
    title: t(WORDS.title),
    language,
    session,
    at: '/featured',
    error: sentence !== undefined,
    query: { edit: editing === undefined ? undefined : String(editing) },
    children: (
      <>
        <ErrorSummary details={problems} language={language} />
        <p class="caption">{t(campaign.title)}</p>
        <h1>{t(WORDS.title)}</h1>
        {saved && (
          <p class="notice" role="status">
            {t(WORDS.saved)}
          </p>
        )}
        <p>{t(WORDS.intro)}</p>
        {list.activities.length === 0 ? <p>{t(WORDS.none)}</p> : <Listed list={list} language={language} />}
        <h2>{t(shown ? WORDS.change : WORDS.add)}</h2>
        <form method="post" action="/featured">
          <input type="hidden" name="version" value={list.version} />
          {shown && <input type="hidden" name="index" value={editing} />}
          <Inputs values={typed ?? shown ?? {}} details={details} language={language} />
          <button type="submit" name="action" value={shown ? 'change' : 'add'}>
            {t(WORDS.save)}
          </button>
        </form>
        <h2>{t(WORDS.import)}</h2>
        <FeaturedUpload language={language} />
        <form method="post" action="/featured">
          <input type="hidden" name="version" value={list.version} />
          <div class="field">
            <label for={idOf('/text')}>{t(WORDS.text)}</label>
            <p class="hint" id="text-hint">
              {t(WORDS.importHint)}
              {COLUMNS.map((column) => t(FEATURED_WORDS[column])).join(language === 'zh' ? '、' : ', ')}
            </p>
            <FieldError pointer="/text" details={details} language={language} />
            <textarea id={idOf('/text')} name="text" rows={6} aria-describedby="text-hint">
              {typed?.text ?? ''}
            </textarea>
          </div>
          <p class="buttons">
            <button type="submit" name="action" value="import">
              {t(WORDS.importAdd)}
            </button>{' '}
            <button type="submit" class="secondary" name="action" value="replace">
              {t(WORDS.importReplace)}
            </button>
          </p>
        </form>
      </>
    ),
  });
}
