import { describe } from '../../../schemas/fields/describe.ts';
import type { Field } from '../../../schemas/form.ts';
import type { Language } from '../../../schemas/text.ts';
import { idOf } from '../page/error-summary.tsx';
import { speak } from '../page/words.ts';
import { type Draw, type Drawing, type FieldPage, memberOf, readMembers } from './drawing.ts';
import { FramedGroup, Marked, pointerOf } from './frame.tsx';

const WORDS = {
  row: { zh: (n: number) => `第${n}行`, en: (n: number) => `Row ${n}` },
  add: { zh: '增加一行', en: 'Add a row' },
  paste: { zh: '从电子表格粘贴多行', en: 'Paste rows from a spreadsheet' },
  pasteLabel: { zh: '粘贴的内容', en: 'What was copied' },
  pasteHint: {
    zh: '在电子表格中选中多行并复制，粘贴到下面。首行是表头时按列名对应，否则按本表的列序对应；粘贴的行接在已有各行之后。',
    en: 'Copy rows in a spreadsheet and paste them below. With a line of heads, columns are found by their names, else by their order here; the rows follow those that are there.',
  },
  pasteButton: { zh: '粘贴并暂存', en: 'Paste and save' },
  remove: { zh: (n: number) => `删除第${n}行`, en: (n: number) => `Remove row ${n}` },
};

/** So few rows are shown whole; of more, only those that need a look, the others by their first answers. */
const FEW = 3;
/** More are never posted by a page of ours. */
const MOST_ROWS = 2000;

interface RowProps {
  drawing: Drawing;
  index: number;
  open: boolean;
  draw: Draw;
}

function Row({ drawing, index, open, draw }: RowProps) {
  const { field, name, value, form } = drawing;
  const row = Array.isArray(value) ? value[index] : undefined;
  const place = `${name}/${index}`;
  return (
    <details class="row" open={open} id={idOf(pointerOf(place))}>
      <summary>
        {WORDS.row[form.language](index + 1)}{' '}
        {(field.fields ?? [])
          .slice(0, 2)
          .map((column) => describe(column, memberOf(row, column.name), form.language))
          .join(' ')}
      </summary>
      {form.marked.has(pointerOf(place)) && (
        <Marked id={idOf(pointerOf(place))} reason={form.reason} language={form.language} />
      )}
      {(field.fields ?? []).map((column) =>
        draw({
          field: column,
          name: `${place}/${column.name}`,
          value: memberOf(row, column.name),
          form,
        }),
      )}
      <p class="buttons">
        <button type="submit" name="action" value={`remove-row:${place}`} class="secondary">
          {WORDS.remove[form.language](index + 1)}
        </button>
      </p>
    </details>
  );
}

/** For the script that pastes rows (report/browser/rows.ts): a column's name and titles, a line each. */
const columnsText = ({ fields = [] }: Field): string =>
  fields.map(({ name, title }) => [name, title.zh, title.en].join('\t')).join('\n');

/** What the script does in any cell, without it: the text is posted and read on the server. */
function Paste({ name, language }: { name: string; language: Language }) {
  const t = speak(language);
  const id = `paste-${name}`;
  return (
    <details class="no-print">
      <summary>{t(WORDS.paste)}</summary>
      <div class="field">
        <label for={id}>{t(WORDS.pasteLabel)}</label>
        <p class="hint" id={`${id}-hint`}>
          {t(WORDS.pasteHint)}
        </p>
        <textarea id={id} name={id} rows={5} aria-describedby={`${id}-hint`} />
      </div>
      <button type="submit" name="action" value={`paste-rows:${name}`} class="secondary">
        {t(WORDS.pasteButton)}
      </button>
    </details>
  );
}

/** Rows are added and removed by the server, so that no script is needed: the buttons post the whole form. */
export const rowsPage: FieldPage = {
  draw(drawing, draw) {
    const { field, name, value, form } = drawing;
    const kept = Array.isArray(value) ? value.length : 0;
    const count = kept === 0 || form.blankRow === name ? kept + 1 : kept;
    const troubled = new Set(
      [...form.findings.keys(), ...form.marked]
        .filter((pointer) => pointer.startsWith(`${pointerOf(name)}/`))
        .map((pointer) => Number(pointer.slice(name.length + 2).split('/')[0])),
    );
    return (
      <FramedGroup drawing={drawing}>
        <div
          id={idOf(pointerOf(name))}
          tabindex={-1}
          data-rows={name}
          data-most-rows={field.maxRows}
          data-columns={columnsText(field)}
        >
          {Array.from({ length: count }, (_, index) => (
            <Row
              drawing={drawing}
              draw={draw}
              index={index}
              open={count <= FEW || index >= kept || troubled.has(index)}
            />
          ))}
        </div>
        <button type="submit" name="action" value={`add-row:${name}`} class="secondary">
          {speak(form.language)(WORDS.add)}
        </button>
        <Paste name={name} language={form.language} />
      </FramedGroup>
    );
  },
  read(field, name, posted, read) {
    const places = new RegExp(`^${name}/(\\d{1,4})/`);
    const numbers = Object.keys(posted).flatMap((key) => places.exec(key)?.[1] ?? []);
    const indexes = [...new Set(numbers.map(Number))].sort((a, b) => a - b).slice(0, MOST_ROWS);
    return indexes.map((index) => readMembers(field.fields ?? [], `${name}/${index}/`, posted, read));
  },
};
