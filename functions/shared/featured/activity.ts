import { FeaturedActivity } from '../../../schemas/featured.ts';
import type { Text } from '../../../schemas/text.ts';
import { MODE_WORDS } from '../page/featured-words.ts';

/** Columns of a list of activities, in their order. */
export const COLUMNS = FeaturedActivity.keyof().options;

/** What is wrong with one column of an activity, and what to do about it. */
export interface ActivityFault {
  column: keyof FeaturedActivity;
  code: string;
  message: Text;
  cure: Text;
}

/** 线下 => on-site; what is no mode stays, to be told. */
function modeOf(typed: string): string {
  const known = FeaturedActivity.shape.mode.options.find((mode) =>
    [mode, MODE_WORDS[mode].zh, MODE_WORDS[mode].en].includes(typed),
  );
  return known ?? (/线上.*线下|线下.*线上/.test(typed) ? 'both' : typed);
}

function faultOf(column: keyof FeaturedActivity, code: string, typed: string): ActivityFault {
  const empty = { zh: '不能为空。', en: 'must not be empty.' };
  if (column === 'mode') {
    const modes = Object.values(MODE_WORDS);
    return {
      column,
      code,
      message: typed === '' ? empty : { zh: `没有“${typed}”这种方式。`, en: `“${typed}” is none.` },
      cure: {
        zh: `请填写${modes.map(({ zh }) => zh).join('、')}之一。`,
        en: `Give one of: ${modes.map(({ en }) => en).join(', ')}.`,
      },
    };
  }
  if (code === 'too_big') {
    return {
      column,
      code,
      message: { zh: '太长。', en: 'is too long.' },
      cure: { zh: '请缩短。', en: 'Shorten it.' },
    };
  }
  return { column, code, message: empty, cure: { zh: '请填写。', en: 'Fill it in.' } };
}

/** One activity out of seven texts, or what is wrong with it. */
export function readActivity(values: { [column: string]: string }): {
  activity?: FeaturedActivity;
  faults: ActivityFault[];
} {
  const result = FeaturedActivity.safeParse({ ...values, mode: modeOf(values.mode ?? '') });
  if (result.success) return { activity: result.data, faults: [] };
  return {
    faults: result.error.issues.map(({ path, code }) => {
      const column = COLUMNS.find((one) => one === path[0]) ?? 'name';
      return faultOf(column, code, (values[column] ?? '').slice(0, 60));
    }),
  };
}
