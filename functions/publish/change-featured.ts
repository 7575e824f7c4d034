import type { FeaturedActivity, FeaturedList } from '../../schemas/featured.ts';
import type { Session } from '../../schemas/session.ts';
import { Problem } from '../shared/problems.ts';
import { auditRow } from '../shared/records/audit.ts';
import { writeFeatured } from '../shared/records/featured.ts';
import { ConditionFailed, type Table } from '../shared/records/shapes.ts';
import { readPasted, readTyped } from './pasted.ts';

type Fields = { [name: string]: string };

const invalid = (details: Problem['details']) => new Problem('invalid-input', details);

/** The index that a page's form names. @throws Problem `stale-version` when there is none such any more */
function indexOf({ index = '' }: Fields, { activities }: FeaturedList): number {
  const at = Number(index);
  if (index === '' || !Number.isInteger(at) || !activities[at]) throw new Problem('stale-version');
  return at;
}

function one(fields: Fields): FeaturedActivity {
  const { activity, details } = readTyped(fields, { zh: '', en: '' });
  if (!activity) throw invalid(details);
  return activity;
}

function pasted({ text = '' }: Fields): FeaturedActivity[] {
  const { activities, details } = readPasted(text);
  if (details.length > 0) throw invalid(details.slice(0, 50));
  if (activities.length > 0) return activities;
  const message = {
    zh: '没有可导入的行，请先粘贴。',
    en: 'There are no rows to import. Paste some first.',
  };
  throw invalid([{ pointer: '/text', severity: 'blocking', code: 'required', message }]);
}

/** The list after what a page's form asks for. @throws Problem `invalid-input`, `stale-version`, `malformed-request` */
export function changed(list: FeaturedList, fields: Fields): FeaturedActivity[] {
  const { activities } = list;
  switch (fields.action) {
    case 'add':
      return [...activities, one(fields)];
    case 'change':
      return activities.with(indexOf(fields, list), one(fields));
    case 'remove':
      return activities.toSpliced(indexOf(fields, list), 1);
    case 'import':
      return [...activities, ...pasted(fields)];
    case 'replace':
      return pasted(fields);
    default:
      throw new Problem('malformed-request');
  }
}

/** Writes the list and who changed it. @throws Problem `stale-version` when somebody else was faster */
export async function saveFeatured(
  table: Table,
  list: FeaturedList,
  { campaign, email, office }: Session,
  now: Date,
): Promise<number> {
  try {
    await table.transact([
      writeFeatured(campaign, list),
      { put: auditRow({ campaign, by: email, office, action: 'featured-changed' }, now) },
    ]);
  } catch (error) {
    if (error instanceof ConditionFailed) throw new Problem('stale-version');
    throw error;
  }
  return list.version + 1;
}
