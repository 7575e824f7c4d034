import {
  addDays,
  type Campaign,
  daysOf,
  type Extension,
  everyUnit,
  obligation,
  requestOf,
} from './campaign.ts';
import { type CampaignChanges, standingCampaign } from './campaign-changes.ts';
import type { ChangedDay } from './mail.ts';
import type { Text } from './text.ts';

/** New days for a form: of one unit, or of all. */
export interface Extend {
  form: string;
  unit?: string | undefined;
  due?: string | undefined;
  closes?: string | undefined;
  /** Earlier days than now are meant, not a slip. */
  shorten: boolean;
}

/** What is wrong with it; `pointer` names the entry. */
export interface Fault {
  pointer: string;
  code: string;
  message: Text;
}

const fault = (pointer: string, code: string, zh: string, en: string): Fault => ({
  pointer,
  code,
  message: { zh, en },
});

/** @param today the day in the campaign: nothing can be due in the past */
export function faultsOf(
  standing: Campaign,
  { form, unit, due, closes, shorten }: Extend,
  today: string,
): Fault[] {
  const before = daysOf(standing, form, unit);
  if (!before) return [fault('/form', 'unknown-form', '没有这张报表。', 'There is no such form.')];
  if (unit !== undefined && obligation(standing, unit, form) === 'none') {
    return [fault('/unit', 'not-asked', '该单位无需报送这张报表。', 'This form is not asked of that unit.')];
  }
  if (due === undefined && closes === undefined) {
    return [
      fault('/due', 'required', '请填写新的截止日期或最迟接收日期。', 'Enter a new due day or closing day.'),
    ];
  }
  const faults = [
    { pointer: '/due', day: due, was: before.due },
    { pointer: '/closes', day: closes, was: before.closes },
  ].flatMap(({ pointer, day, was }) => {
    if (day === undefined) return [];
    if (day < today) {
      return fault(
        pointer,
        'in-the-past',
        `日期${day}已过，不能早于今天（${today}）。`,
        `${day} is past: not before today (${today}).`,
      );
    }
    if (day < was && !shorten) {
      return fault(
        pointer,
        'earlier',
        `日期${day}早于现在的${was}。确需提前的，请勾选“确认提前”。`,
        `${day} is earlier than the present ${was}. Tick “bring it forward” if that is meant.`,
      );
    }
    return [];
  });
  const last = closes ?? (due === undefined || due <= before.closes || !shorten ? undefined : before.closes);
  if (faults.length === 0 && last !== undefined && last < (due ?? before.due)) {
    return [
      fault(
        '/closes',
        'before-due',
        '最迟接收日期不能早于截止日期。',
        'The closing day cannot be before the due day.',
      ),
    ];
  }
  if (
    faults.length === 0 &&
    (due ?? before.due) === before.due &&
    (closes ?? before.closes) === before.closes
  ) {
    return [
      fault(
        '/due',
        'unchanged',
        '与现在的日期相同，没有变化。',
        'These are the present days; nothing would change.',
      ),
    ];
  }
  return faults;
}

const without = <T>(record: Record<string, T>, key: string): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));

/** A unit's own days that give it no more than everybody's new ones are of no use any more. */
function overtaken(own: Extension, { due, closes }: Extend): Extension {
  return {
    ...(own.due !== undefined && (due === undefined || own.due > due) && { due: own.due }),
    ...(own.closes !== undefined && (closes === undefined || own.closes > closes) && { closes: own.closes }),
  };
}

function forAll(file: Campaign, changes: CampaignChanges, extend: Extend): CampaignChanges {
  const { form, due, closes, shorten } = extend;
  const before = { closes: requestOf(file, form)?.closes, ...changes.days[form] };
  // A closing day that was named goes along when the due day would overtake it or its days of grace.
  const grace = due === undefined ? '' : addDays(due, file.lateDays);
  const kept = closes ?? (before.closes !== undefined && before.closes < grace ? grace : before.closes);
  const days: Extension = { ...before, ...(due && { due }), ...(kept && { closes: kept }) };
  const extensions = Object.entries(changes.extensions).map(([unit, own]) => {
    const mine = own[form];
    const rest = without(own, form);
    const left = mine && !shorten ? overtaken(mine, extend) : mine;
    return [unit, left && Object.keys(left).length > 0 ? { ...rest, [form]: left } : rest] as const;
  });
  return {
    ...changes,
    days: { ...changes.days, [form]: days },
    extensions: Object.fromEntries(extensions.filter(([, own]) => Object.keys(own).length > 0)),
  };
}

function forOne(changes: CampaignChanges, unit: string, { form, due, closes }: Extend): CampaignChanges {
  const own = changes.extensions[unit] ?? {};
  const days = { ...own[form], ...(due && { due }), ...(closes && { closes }) };
  return { ...changes, extensions: { ...changes.extensions, [unit]: { ...own, [form]: days } } };
}

/** The changes with the new days in them. Check `faultsOf` first. */
export const extended = (file: Campaign, changes: CampaignChanges, extend: Extend): CampaignChanges =>
  extend.unit === undefined ? forAll(file, changes, extend) : forOne(changes, extend.unit, extend);

/** For whom which days are others now: who is asked for the form. By unit. */
export function changedDays(
  file: Campaign,
  before: CampaignChanges,
  after: CampaignChanges,
  form: string,
): Map<string, ChangedDay> {
  const [was, is] = [standingCampaign(file, before), standingCampaign(file, after)];
  const changed = everyUnit(is).flatMap(({ id }): [string, ChangedDay][] => {
    const [old, now] = [daysOf(was, form, id), daysOf(is, form, id)];
    if (!old || !now || obligation(is, id, form) === 'none') return [];
    if (old.due === now.due && old.closes === now.closes) return [];
    return [[id, { form, before: old.due, due: now.due, closes: now.closes }]];
  });
  return new Map(changed);
}
