import type { Context } from 'hono';
import { everyUnit, knownUnitOf } from '../../schemas/campaign.ts';
import { standingCampaign } from '../../schemas/campaign-changes.ts';
import {
  ContactEntry,
  ContactRemoval,
  type Extended,
  ExtensionEntry,
  OfficeChange,
  type RosterChanged,
  type RosterEntry,
  type RosterView,
  UnitChange,
  UnitEntry,
} from '../../schemas/contract/roster.ts';
import { type App, createApp, type Env, wantsPage } from '../shared/http/app.ts';
import { isFormPost, parseWith, readBody, readFields } from '../shared/http/body.ts';
import { signedInAs } from '../shared/http/session.ts';
import { PROBLEMS, Problem } from '../shared/problems.ts';
import { findChanges } from '../shared/records/campaign-changes.ts';
import { listContacts, listFormer, putContact, removeContact } from './contacts.ts';
import type { Dependencies } from './dependencies.ts';
import { extend } from './extend.ts';
import { EXTENSION } from './extension-form.tsx';
import { importRoutes } from './import/routes.ts';
import { NOTHING_TYPED, type Typed } from './input.tsx';
import { CONTACT, OWNER, ownerPage } from './owner-page.tsx';
import { entryOf, typedOf } from './posted.ts';
import { NEW_UNIT, rosterPage } from './roster-page.tsx';
import { addUnit, changeOffice, changeUnit } from './units.ts';
import { rosterOffices, rosterUnit, rosterView } from './view.ts';

/** Where a page leads back to: the roster, or one of its units and offices. */
type Place = { unit?: string | undefined; office?: string | undefined };

const addressOf = ({ unit, office }: Place) =>
  unit ? `/roster/units/${unit}` : office ? `/roster/offices/${office}` : '/roster';

/** What the lead office edits: who reports what until when, and who acts for them. */
export function rosterApp(d: Dependencies): App {
  const { table, campaign: file, forms, log } = d;
  const app = createApp(log);
  app.use('/roster/*', signedInAs(d, 'lead'));
  app.use('/roster/*', async (c, next) => {
    if (c.get('session').campaign !== file.id) throw new Problem('not-allowed');
    await next();
  });

  /** The roster with the version that a change of it must name. */
  async function load(c: Context<Env>) {
    const [{ version, changes }, contacts] = await Promise.all([
      findChanges(table, file.id),
      listContacts(table, file.id),
    ]);
    const campaign = standingCampaign(file, changes);
    return { campaign, contacts, view: rosterView(campaign, forms, version, contacts, c.get('language')) };
  }

  async function drawRoster(c: Context<Env>, typed: Typed = NOTHING_TYPED): Promise<string> {
    const { session, language } = c.var;
    const done = c.req.query('done') !== undefined;
    return rosterPage({ ...(await load(c)), session, language, typed, done });
  }

  /** @throws Problem `not-found` */
  async function loadOwner(c: Context<Env>, { unit, office }: Place) {
    const owner = unit ?? office ?? '';
    const [{ campaign, contacts, view }, former] = await Promise.all([
      load(c),
      listFormer(table, file.id, owner),
    ]);
    const who = unit === undefined ? undefined : knownUnitOf(campaign, unit);
    const known = rosterOffices(campaign, contacts).find(({ id }) => id === office);
    if (!who && !known) throw new Problem('not-found');
    const entry: RosterEntry = {
      version: view.version,
      ...(who && { unit: rosterUnit(campaign, who, contacts) }),
      ...(known && { office: known }),
      former,
    };
    return { campaign, view, entry };
  }

  async function drawOwner(c: Context<Env>, place: Place, typed: Typed = NOTHING_TYPED): Promise<string> {
    const { session, language } = c.var;
    const done = c.req.query('done') !== undefined;
    return ownerPage({ ...(await loadOwner(c, place)), session, language, typed, done });
  }

  const draw = (c: Context<Env>, place: Place, typed: Typed) =>
    place.unit || place.office ? drawOwner(c, place, typed) : drawRoster(c, typed);

  /** Runs a page's post; what is wrong with it is shown on the page that it came from, with all that was typed. */
  async function fromPage(
    c: Context<Env>,
    form: string,
    placeOf: (posted: { [name: string]: unknown }) => Place,
    run: (entry: unknown) => Promise<unknown>,
  ): Promise<Response> {
    const posted = await readFields(c);
    const { person, ...fields } = posted;
    const entry = entryOf(form === CONTACT && person !== undefined ? { ...fields, name: person } : posted);
    const place = placeOf(entry);
    try {
      await run(entry);
      return c.redirect(`${addressOf(place)}?done`, 303);
    } catch (error) {
      if (!(error instanceof Problem) || error.code === 'not-found') throw error;
      const { status, text } = PROBLEMS[error.code];
      const about = error.details.map((detail) =>
        form === CONTACT && detail.pointer === '/name' ? { ...detail, pointer: '/person' } : detail,
      );
      const details =
        about.length > 0
          ? about
          : [{ pointer: '', severity: 'blocking' as const, code: error.code, message: text }];
      return c.html(await draw(c, place, { ...typedOf(form, posted), details }), status);
    }
  }

  app.get('/roster', async (c) => {
    if (wantsPage(c.req.header('accept'))) return c.html(await drawRoster(c));
    return c.json<RosterView>((await load(c)).view);
  });

  importRoutes(app, d);

  app.post('/roster/units', async (c) => {
    const add = (entry: UnitEntry) => addUnit(d, c.get('session'), entry);
    if (isFormPost(c)) {
      return fromPage(
        c,
        NEW_UNIT,
        () => ({}),
        (entry) => add(parseWith(UnitEntry, entry)),
      );
    }
    return c.json<RosterChanged>({ version: await add(await readBody(c, UnitEntry)) }, 201);
  });

  app.get('/roster/units/:unit', async (c) => {
    const place = { unit: c.req.param('unit') };
    if (wantsPage(c.req.header('accept'))) return c.html(await drawOwner(c, place));
    return c.json<RosterEntry>((await loadOwner(c, place)).entry);
  });

  app.post('/roster/units/:unit', async (c) => {
    const unit = c.req.param('unit');
    const make = (entry: UnitChange) => changeUnit(d, c.get('session'), unit, entry);
    if (isFormPost(c)) {
      return fromPage(
        c,
        OWNER,
        () => ({ unit }),
        (entry) => make(parseWith(UnitChange, entry)),
      );
    }
    return c.json<RosterChanged>({ version: await make(await readBody(c, UnitChange)) });
  });

  app.get('/roster/offices/:office', async (c) => {
    const place = { office: c.req.param('office') };
    if (wantsPage(c.req.header('accept'))) return c.html(await drawOwner(c, place));
    return c.json<RosterEntry>((await loadOwner(c, place)).entry);
  });

  app.post('/roster/offices/:office', async (c) => {
    const office = c.req.param('office');
    const make = (entry: OfficeChange) => changeOffice(d, c.get('session'), office, entry);
    if (isFormPost(c)) {
      return fromPage(
        c,
        OWNER,
        () => ({ office }),
        (entry) => make(parseWith(OfficeChange, entry)),
      );
    }
    return c.json<RosterChanged>({ version: await make(await readBody(c, OfficeChange)) });
  });

  /** The unit or office that a page's post names, if it is there to be shown. */
  const ownerIn = (c: Context<Env>, posted: { [name: string]: unknown }): Place => {
    const campaign = c.get('campaign');
    return {
      unit: everyUnit(campaign).find(({ id }) => id === posted.unit)?.id,
      office: campaign.offices.find(({ id }) => id === posted.office)?.id,
    };
  };

  app.post('/roster/contacts', async (c) => {
    const add = (entry: ContactEntry) => putContact(d, c.get('session'), entry);
    if (isFormPost(c)) {
      const place = (posted: { [name: string]: unknown }) => ownerIn(c, posted);
      return fromPage(c, CONTACT, place, (entry) => add(parseWith(ContactEntry, entry)));
    }
    return c.json<RosterChanged>({ version: await add(await readBody(c, ContactEntry)) });
  });

  app.post('/roster/contacts/remove', async (c) => {
    const { email } = await readBody(c, ContactRemoval);
    const remove = () => removeContact(d, c.get('session'), email);
    if (!isFormPost(c)) return c.json<RosterChanged>({ version: await remove() });
    const contacts = await listContacts(table, file.id);
    const { unit, office } = contacts.find((contact) => contact.email === email) ?? {};
    const place = ownerIn(c, { unit, office });
    return fromPage(c, 'removal', () => place, remove);
  });

  app.post('/roster/extensions', async (c) => {
    const give = (entry: ExtensionEntry) => extend(d, c.get('session'), entry);
    if (isFormPost(c)) {
      return fromPage(
        c,
        EXTENSION,
        () => ({}),
        (entry) => give(parseWith(ExtensionEntry, entry)),
      );
    }
    return c.json<Extended>(await give(await readBody(c, ExtensionEntry)));
  });

  return app;
}
