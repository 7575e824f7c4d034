import type { Campaign } from '../../schemas/campaign.ts';
import type { CampaignView } from '../../schemas/contract/campaign.ts';
import { forms } from '../../schemas/forms/index.ts';
import { noticeOf } from '../../schemas/notices/of-campaign.ts';
import type { Language } from '../../schemas/text.ts';
import { type App, createApp, wantsPage } from '../shared/http/app.ts';
import { withCampaign } from '../shared/http/session.ts';
import type { Log } from '../shared/log.ts';
import { Problem } from '../shared/problems.ts';
import { findFeatured } from '../shared/records/featured.ts';
import type { Table } from '../shared/records/shapes.ts';
import { askedForms } from '../shared/reports/asked-forms.ts';
import { entryPage } from './entry-page.tsx';
import { openApi } from './openapi/document.ts';
import { type Assets, type Served, serve, served } from './served.ts';

export interface Dependencies {
  assets: Assets;
  /** Of these assets, as pages name it in their addresses. */
  version: string | undefined;
  table: Pick<Table, 'get'>;
  campaign: Campaign;
  log: Log;
}

const view = (campaign: Campaign, featured: CampaignView['featured'], language: Language): CampaignView => ({
  featured,
  campaign: campaign.id,
  title: campaign.title[language],
  theme: campaign.theme[language],
  week: campaign.week,
  forms: askedForms(campaign, forms).map(({ form, due, closes }) => ({
    form: form.id,
    title: form.title[language],
    due: due.toISOString(),
    closes: closes.toISOString(),
  })),
});

/** What everybody may see: the entry page, the files of all pages, the description of the API. */
export function siteApp(given: Dependencies): App {
  const app = createApp(given.log);
  const { assets } = given;
  let document: Served | undefined;

  const withStanding = withCampaign(given);

  app.get('/', async (c) => {
    // Both rows at once: this is the page that everybody opens.
    const [{ activities: featured }] = await Promise.all([
      findFeatured(given.table, given.campaign.id),
      withStanding(c, async () => {}),
    ]);
    const { campaign, language } = c.var;
    const asked = askedForms(campaign, forms);
    const notice = noticeOf(campaign.id);
    if (!wantsPage(c.req.header('accept'))) return c.json<CampaignView>(view(campaign, featured, language));
    return c.html(entryPage({ campaign, asked, featured, notice, language }));
  });

  const asset = (name: string): Served => {
    const file = assets.get(name);
    if (!file) throw new Problem('not-found');
    return file;
  };

  // A page from before or after a deployment names another version: it gets what there is, and keeps it for once.
  app.get('/assets/:version/:file', (c) => {
    const { version, file } = c.req.param();
    return serve(c, asset(file), version === given.version);
  });

  app.get('/assets/:file', (c) => serve(c, asset(c.req.param('file'))));

  app.get('/openapi.json', (c) => {
    document ??= served(JSON.stringify(openApi(given.campaign, forms)), 'application/json');
    return serve(c, document);
  });

  return app;
}
