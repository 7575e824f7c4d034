import * as z from 'zod';
import type { Desk } from '../../schemas/contract/desk.ts';
import type { Language } from '../../schemas/text.ts';
import { type Narrowing, reportAddress } from './narrowing.ts';

/** What the desk's address says of a decision about several reports. */
const Outcome = z.object({
  accepted: z.coerce.number().int().min(0),
  moved: z.array(z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/)).max(100),
});
export type Outcome = z.infer<typeof Outcome>;

export function outcomeOf(
  accepted: string | undefined,
  moved: readonly string[] | undefined,
): Outcome | undefined {
  if (accepted === undefined) return undefined;
  return Outcome.safeParse({ accepted, moved: moved ?? [] }).data;
}

const WORDS = {
  accepted: {
    zh: (count: number) => `已审核通过${count}份报表，将邮件通知报送单位。`,
    en: (count: number) => `Accepted: ${count}. The units are told by mail.`,
  },
  moved: {
    zh: '以下报表在您选择之后已有变化，未作处理，请打开查看：',
    en: 'These have moved on since you saw them and were left as they are; open them and look:',
  },
};

/** Which of the ticked reports were accepted, and which had moved on. */
export function BulkNotice({
  outcome,
  desk,
  narrowing,
  language,
}: {
  outcome: Outcome;
  desk: Desk;
  narrowing: Narrowing;
  language: Language;
}) {
  const name = (path: string) => {
    const [unit, form] = path.split('/');
    const who = desk.units.find(({ id }) => id === unit)?.name ?? unit;
    return `${who} ${desk.forms.find(({ id }) => id === form)?.title ?? form}`;
  };
  const addressOf = (path: string) => {
    const [unit = '', form = ''] = path.split('/');
    return reportAddress({ unit, form }, narrowing);
  };
  return (
    <section class="notice" role="status">
      <p>{WORDS.accepted[language](outcome.accepted)}</p>
      {outcome.moved.length > 0 && (
        <>
          <p>{WORDS.moved[language]}</p>
          <ul>
            {outcome.moved.map((path) => (
              <li>
                <a href={addressOf(path)}>{name(path)}</a>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
