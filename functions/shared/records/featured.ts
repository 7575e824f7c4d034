import { FeaturedList } from '../../../schemas/featured.ts';
import { keys } from './keys.ts';
import { packed, unpack } from './packed.ts';
import type { Table, Write } from './shapes.ts';

/** The featured activities of a campaign; an empty list of version 0 before there was any. */
export async function findFeatured(table: Pick<Table, 'get'>, campaign: string): Promise<FeaturedList> {
  const row = await table.get(keys.featured(campaign));
  return row
    ? FeaturedList.parse({ version: row.version, activities: unpack(row.activities) })
    : { version: 0, activities: [] };
}

/** The list in the place of the one of the version before; refused when that has been changed meanwhile. */
export function writeFeatured(campaign: string, { version, activities }: FeaturedList): Write {
  const plain = { ...keys.featured(campaign), type: 'featured', version: version + 1 };
  return {
    put: { ...plain, activities: packed(activities, plain) },
    condition:
      version === 0
        ? { expression: 'attribute_not_exists(pk)' }
        : { expression: 'version = :version', values: { ':version': version } },
  };
}
