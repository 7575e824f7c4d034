import { sumText, type Total } from '../../schemas/balance.ts';
import type { Language } from '../../schemas/text.ts';
import { speak } from '../shared/page/words.ts';

const WORDS = {
  title: { zh: '合计', en: 'Totals' },
  differs: { zh: '，与所填不符', en: ', not what is entered' },
};

/** What the parts of each total make, beside what was entered: computed here, whatever a browser can. */
export function Totals({ totals, language }: { totals: readonly Total[]; language: Language }) {
  if (totals.length === 0) return null;
  const t = speak(language);
  return (
    <section>
      <h2>{t(WORDS.title)}</h2>
      <dl class="answers">
        {totals.map((total) => (
          <div>
            <dt>{t(total.name)}</dt>
            <dd>
              {sumText(total, {
                label: `${total.partNames.map(t).join(' + ')} = `,
                differs: t(WORDS.differs),
              })}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
