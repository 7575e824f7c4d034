import type { Context } from 'hono';
import type { FeaturedSaved, OpenDays } from '../../schemas/contract/publication.ts';
import { FeaturedList } from '../../schemas/featured.ts';
import { type App, createApp, type Env, wantsPage } from '../shared/http/app.ts';
import { isFormPost, parseWith, readBody, readFields } from '../shared/http/body.ts';
import { signedInAs, withCampaign } from '../shared/http/session.ts';
import { contentDisposition } from '../shared/objects/metadata.ts';
import { PROBLEMS, Problem } from '../shared/problems.ts';
import { findFeatured } from '../shared/records/featured.ts';
import { openDaysCalendar } from './calendar.ts';
import { changed, saveFeatured } from './change-featured.ts';
import type { Dependencies } from './dependencies.ts';
import { featuredPage } from './featured-page.tsx';
import { openDaysPage } from './open-days-page.tsx';
import { type OpenPlace, openPlaces } from './open-places.ts';
import { found, searchOf } from './search.ts';

/** Everybody sees the same for a minute: browsers and whatever stands between keep it so long, by language. */
function keep(c: Context): void {
  c.header('Cache-Control', 'public, max-age=60');
  c.header('Vary', 'Accept, Accept-Language, Cookie');
}

const asView = ({ id, unit, name, place, from, to, details }: OpenPlace, city: string) => ({
  id,
  unit: unit.id,
  city,
  name,
  place,
  from,
  to,
  details,
});

export function publishApp(given: Dependencies): App {
  const { table, forms, clock, log } = given;
  const app = createApp(log);
  const places = openPlaces(table, forms, clock);
  const filters = [...new Set(forms.flatMap(({ publication }) => publication?.filters ?? []))];

  async function look(c: Context<Env>) {
    const { campaign, language } = c.var;
    const all = await places(campaign);
    const search = searchOf(c.req.query(), filters);
    return { campaign, language, all, search, shown: found(all, search) };
  }

  app.use('/open-days/*', withCampaign(given));

  app.get('/open-days', async (c) => {
    const { campaign, language, all, search, shown } = await look(c);
    keep(c);
    if (!wantsPage(c.req.header('accept'))) {
      const answer = shown.map((place) => asView(place, place.unit.name[language]));
      return c.json<OpenDays>({ campaign: campaign.id, places: answer });
    }
    const { unit, date, words: q, choices } = search;
    const asked = Object.entries({ unit, date, q, ...choices }).filter(([, value]) => value !== '');
    const query = Object.fromEntries(asked);
    return c.html(openDaysPage({ campaign, forms, all, shown, search, query, language }));
  });

  app.get('/open-days/calendar.ics', async (c) => {
    const { campaign, language, shown } = await look(c);
    keep(c);
    return c.body(openDaysCalendar(campaign.title[language], shown, language, clock()), 200, {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': contentDisposition('open-days.ics'),
    });
  });

  app.use('/featured', signedInAs(given, 'lead'));

  const draw = async (c: Context<Env>, more: Partial<Parameters<typeof featuredPage>[0]> = {}) => {
    const { campaign, session, language } = c.var;
    const list = await findFeatured(table, campaign.id);
    return featuredPage({ campaign, list, session, language, saved: false, ...more });
  };

  app.get('/featured', async (c) => {
    const { campaign } = c.var;
    if (!wantsPage(c.req.header('accept')))
      return c.json<FeaturedList>(await findFeatured(table, campaign.id));
    const edit = c.req.query('edit');
    const editing = edit === undefined || !/^\d{1,3}$/.test(edit) ? undefined : Number(edit);
    return c.html(await draw(c, { editing, saved: c.req.query('saved') !== undefined }));
  });

  async function posted(c: Context<Env>): Promise<Response> {
    const fields = Object.fromEntries(
      Object.entries(await readFields(c)).map(([name, value]) => [name, [value].flat().join('\n')]),
    );
    try {
      const list = await findFeatured(table, c.var.campaign.id);
      if (String(list.version) !== fields.version) throw new Problem('stale-version');
      const next = parseWith(FeaturedList, { ...list, activities: changed(list, fields) });
      await saveFeatured(table, next, c.var.session, clock());
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const { status, text } = PROBLEMS[error.code];
      const editing = fields.action === 'change' ? Number(fields.index) : undefined;
      const { details } = error;
      return c.html(await draw(c, { typed: fields, details, editing, sentence: text }), status);
    }
    return c.redirect('/featured?saved', 303);
  }

  app.post('/featured', async (c) => {
    if (isFormPost(c)) return posted(c);
    const list = await readBody(c, FeaturedList);
    return c.json<FeaturedSaved>({ version: await saveFeatured(table, list, c.var.session, clock()) });
  });

  return app;
}
