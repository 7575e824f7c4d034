import type { Language } from '../../schemas/text.ts';
import { FindingText } from '../shared/fields/frame.tsx';
import { idOf } from '../shared/page/error-summary.tsx';
import { speak } from '../shared/page/words.ts';
import type { Detail } from '../shared/problems.ts';
import type { Doubt } from './doubts.ts';
import { EXPLANATION } from './posted.ts';

const WORDS = {
  explain: { zh: '需要说明的情况', en: 'Explanations needed' },
  explainHint: {
    zh: '请核实以下内容；如无误，请说明情况（不少于6个字），说明将随报表一并报送。',
    en: 'Check the following. If it is right, explain why (at least 6 characters); the explanation is kept with the report.',
  },
  explanation: { zh: '情况说明', en: 'Explanation' },
  forAll: {
    zh: (n: number) => `以上共${n}处，可合并说明`,
    en: (n: number) => `One explanation for all ${n}`,
  },
  more: { zh: (n: number) => `另有${n}处`, en: (n: number) => `and ${n} more` },
  save: { zh: '暂存说明', en: 'Save the explanations' },
};

interface ExplanationsProps {
  doubts: readonly Doubt[];
  /** As they were typed, by the keys of the doubts. */
  explanations: { [key: string]: string };
  details?: readonly Detail[];
  language: Language;
}

/** So many of the same doubts are told one by one. */
const TOLD = 5;

function Told({ findings, language }: Pick<Doubt, 'findings'> & { language: Language }) {
  const more = findings.length - TOLD;
  return (
    <>
      {findings.slice(0, TOLD).map(({ message }, index) => (
        <>
          {index > 0 && <br />}
          {message[language]}
        </>
      ))}
      {more > 0 && (
        <>
          <br />
          {WORDS.more[language](more)}
        </>
      )}
    </>
  );
}

function Explanation({
  doubt: { key, findings },
  ...props
}: Omit<ExplanationsProps, 'doubts'> & { doubt: Doubt }) {
  const { language } = props;
  const id = idOf(`/${EXPLANATION}${key}`);
  const wrong = props.details?.find(({ pointer }) => pointer === `/${EXPLANATION}${key}`);
  return (
    <div class={wrong ? 'field field-error' : 'field'}>
      <p id={`${id}-finding`}>
        <Told findings={findings} language={language} />
      </p>
      <label for={id}>
        {findings.length > 1 ? WORDS.forAll[language](findings.length) : WORDS.explanation[language]}
      </label>
      {wrong && <FindingText finding={wrong} id={id} language={language} />}
      <textarea
        id={id}
        name={`${EXPLANATION}${key}`}
        rows={3}
        aria-describedby={wrong ? `${id}-finding ${id}-error` : `${id}-finding`}
        aria-invalid={wrong ? 'true' : undefined}
      >
        {`\n${props.explanations[key] ?? ''}`}
      </textarea>
    </div>
  );
}

/** What is doubtful, each with the place to explain it; saved, the explanations are there when somebody comes back. */
export function Explanations({ doubts, ...props }: ExplanationsProps) {
  const t = speak(props.language);
  return (
    <fieldset>
      <legend>
        <h2>{t(WORDS.explain)}</h2>
      </legend>
      <p class="hint">{t(WORDS.explainHint)}</p>
      {doubts.map((doubt) => (
        <Explanation doubt={doubt} {...props} />
      ))}
      <button type="submit" name="action" value="save" class="secondary">
        {t(WORDS.save)}
      </button>
    </fieldset>
  );
}
