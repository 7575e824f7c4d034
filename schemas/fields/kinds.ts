import { amountKind } from './amount.ts';
import { attachmentKind } from './attachment.ts';
import { choiceKind, choicesKind } from './choice.ts';
import { countKind } from './count.ts';
import { dateKind } from './date.ts';
import { emailKind } from './email.ts';
import type { FieldKind, Kind } from './field.ts';
import { linkKind } from './link.ts';
import { phoneKind } from './phone.ts';
import { longTextKind, textKind } from './text.ts';
import { tickKind } from './tick.ts';

/** Fields that hold one answer; rows and groups hold fields. */
export type LeafKind = Exclude<FieldKind, 'rows' | 'group'>;

export const kinds: Record<LeafKind, Kind> = {
  text: textKind,
  'long-text': longTextKind,
  count: countKind,
  amount: amountKind,
  date: dateKind,
  choice: choiceKind,
  choices: choicesKind,
  tick: tickKind,
  phone: phoneKind,
  email: emailKind,
  link: linkKind,
  attachment: attachmentKind,
};
