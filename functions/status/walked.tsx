import type { Child } from 'hono/jsx';
import type { Status } from '../../schemas/contract/status.ts';
import type { Language } from '../../schemas/text.ts';
import { speak } from '../shared/page/words.ts';

const WORDS = {
  none: { zh: '尚未核对', en: 'not looked through yet' },
  since: { zh: '，最早自', en: ', the first since' },
  among: { zh: '其中最早的：', en: 'the oldest of them: ' },
};

interface WalkedProps {
  walked: Status['strays'];
  language: Language;
  when: (at: string) => Child;
}

/** What a walk through the store or its records found. */
export function Walked({ walked: { count, since, oldest }, language, when }: WalkedProps) {
  const t = speak(language);
  return (
    <>
      {count ?? t(WORDS.none)}
      {since !== undefined && (
        <>
          {t(WORDS.since)} {when(since)}
        </>
      )}
      {oldest.length > 0 && (
        <>
          <br />
          {t(WORDS.among)}
          <ul>
            {oldest.map(({ key, since: at }) => (
              <li>
                <code>{key}</code> {when(at)}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
