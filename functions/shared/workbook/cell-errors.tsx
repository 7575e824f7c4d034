import type { WorkbookError } from '../../../schemas/contract/workbook.ts';
import type { Language, Text } from '../../../schemas/text.ts';
import { speak } from '../page/words.ts';

const WORDS = {
  problems: { zh: '需要更正的单元格', en: 'Cells to correct' },
  sheet: { zh: '工作表', en: 'Sheet' },
  cell: { zh: '单元格', en: 'Cell' },
  field: { zh: '栏目', en: 'Field' },
  problem: { zh: '问题', en: 'Problem' },
  cure: { zh: '怎样改正', en: 'What to do' },
};

export function Head({ titles, language }: { titles: readonly Text[]; language: Language }) {
  return (
    <thead>
      <tr>
        {titles.map((title) => (
          <th scope="col">{speak(language)(title)}</th>
        ))}
      </tr>
    </thead>
  );
}

/** What is wrong with a spreadsheet, cell by cell, with what to do. */
export function CellErrors({ errors, language }: { errors: readonly WorkbookError[]; language: Language }) {
  const t = speak(language);
  return (
    <section>
      <h2>
        {t(WORDS.problems)} ({errors.length})
      </h2>
      <table class="stack">
        <Head
          titles={[WORDS.sheet, WORDS.cell, WORDS.field, WORDS.problem, WORDS.cure]}
          language={language}
        />
        <tbody>
          {errors.map(({ sheet, cell, field, message, cure }) => (
            <tr>
              <td data-label={t(WORDS.sheet)}>{sheet}</td>
              <th scope="row">{cell ?? sheet}</th>
              <td data-label={t(WORDS.field)}>{field}</td>
              <td data-label={t(WORDS.problem)}>{message}</td>
              <td data-label={t(WORDS.cure)}>{cure}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
