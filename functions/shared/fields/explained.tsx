import type { Form } from '../../../schemas/form.ts';
import type { Language } from '../../../schemas/text.ts';
import { targetName } from '../reports/target-name.ts';

const WORDS = { explanations: { zh: '情况说明', en: 'Explanations' } };

/** What the unit explained beside its answers: files, and what is gone. */
export function Explained({
  form,
  explanations,
  language,
}: {
  form: Form;
  explanations: ReadonlyMap<string, string>;
  language: Language;
}) {
  if (explanations.size === 0) return null;
  return (
    <section>
      <h2>{WORDS.explanations[language]}</h2>
      <dl class="answers">
        {[...explanations].map(([pointer, text]) => (
          <div>
            <dt>{targetName(form, pointer)?.[language] ?? pointer}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
