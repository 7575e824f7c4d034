import type { FeaturedPreview } from '../../../schemas/contract/publication.ts';
import type { Language } from '../../../schemas/text.ts';
import type { App } from '../../shared/http/app.ts';
import { contentDisposition } from '../../shared/objects/metadata.ts';
import { detailsOf, PROBLEMS, Problem } from '../../shared/problems.ts';
import { findFeatured } from '../../shared/records/featured.ts';
import { columnName } from '../../shared/workbook/address.ts';
import { XLSX } from '../../shared/workbook/media-type.ts';
import { isUpload, sentSheet } from '../../shared/workbook/uploaded-file.ts';
import type { Dependencies } from '../dependencies.ts';
import { readGrids } from '../grids.ts';
import { featuredImportPage } from './page.tsx';
import { readFeatured, type SheetFault } from './read.ts';
import { featuredTemplate } from './template.ts';

const FILE = { zh: '特色活动', en: 'featured-activities' };

function errorOf(fault: SheetFault, language: Language): FeaturedPreview['errors'][number] {
  const { sheet, row, column, field, code, message, cure } = fault;
  const letter = column === undefined ? undefined : columnName(column);
  return {
    pointer: '',
    severity: 'blocking',
    code,
    message: message[language],
    cure: cure[language],
    sheet,
    ...(row !== undefined && { row, cell: `${letter ?? ''}${row}` }),
    ...(letter !== undefined && { column: letter }),
    ...(field && { field: field[language] }),
  };
}

/** The featured activities as a spreadsheet, and what one says that was filled in. */
export function featuredRoutes(app: App, { table, campaign: { id: campaign } }: Dependencies): void {
  app.get('/featured/template.xlsx', async (c) => {
    const { language } = c.var;
    const { activities } = await findFeatured(table, campaign);
    return c.body(new Uint8Array(featuredTemplate(activities, language)), 200, {
      'Content-Type': XLSX,
      'Content-Disposition': contentDisposition(`${FILE[language]}.xlsx`),
    });
  });

  app.post('/featured/import', async (c) => {
    const { session, language } = c.var;
    const look = async (): Promise<FeaturedPreview> => {
      const [file, { version }] = await Promise.all([sentSheet(c), findFeatured(table, campaign)]);
      const { activities, faults } = readFeatured(await readGrids(file));
      return { version, activities, errors: faults.map((fault) => errorOf(fault, language)) };
    };
    if (!isUpload(c)) return c.json<FeaturedPreview>(await look());
    try {
      const preview = await look();
      const status = preview.errors.length > 0 ? 422 : 200;
      return c.html(featuredImportPage({ session, language, preview }), status);
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'unreadable-workbook') throw error;
      const details = detailsOf(error);
      return c.html(featuredImportPage({ session, language, details }), PROBLEMS[error.code].status);
    }
  });
}
