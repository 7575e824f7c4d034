import {
  ContactEntry,
  ContactRemoval,
  type Extended,
  ExtensionEntry,
  OfficeChange,
  OfficeEntry,
  type RosterChanged,
  type RosterEntry,
  type RosterView,
  UnitChange,
  UnitEntry,
} from '../../schemas/contract/roster.ts';
import { type App, createApp, wantsPage } from '../shared/http/app.ts';
import { isFormPost, readBody } from '../shared/http/body.ts';
import { signedInAs } from '../shared/http/session.ts';
import { Problem } from '../shared/problems.ts';
import { listContacts } from '../shared/roster/list-contacts.ts';
import { putContact, removeContact } from './contacts.ts';
import type { Dependencies } from './dependencies.ts';
import { extend } from './extend.ts';
import { EXTENSION } from './extension-form.tsx';
import { importRoutes } from './import/routes.ts';
import { addOffice, changeOffice } from './offices.ts';
import { CONTACT, OWNER } from './owner-page.tsx';
import { rosterPages } from './pages.ts';
import { NEW_OFFICE, NEW_UNIT } from './roster-page.tsx';
import { addUnit, changeUnit } from './units.ts';

/** What the lead office edits: who reports what until when, and who acts for them. */
export function rosterApp(d: Dependencies): App {
  const { table, campaign: file, log } = d;
  const app = createApp(log);
  app.use('/roster/*', signedInAs(d, 'lead'));
  app.use('/roster/*', async (c, next) => {
    if (c.get('session').campaign !== file.id) throw new Problem('not-allowed');
    await next();
  });

  const { load, loadOwner, drawRoster, drawOwner, fromPage, ownerIn } = rosterPages(d);

  app.get('/roster', async (c) => {
    if (wantsPage(c.req.header('accept'))) return c.html(await drawRoster(c));
    return c.json<RosterView>((await load(c)).view);
  });

  importRoutes(app, d);

  app.post('/roster/units', async (c) => {
    const add = (entry: UnitEntry) => addUnit(d, c.get('session'), entry);
    if (isFormPost(c)) {
      return fromPage(c, NEW_UNIT, () => ({}), UnitEntry, add);
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
      return fromPage(c, OWNER, () => ({ unit }), UnitChange, make);
    }
    return c.json<RosterChanged>({ version: await make(await readBody(c, UnitChange)) });
  });

  app.post('/roster/offices', async (c) => {
    const add = (entry: OfficeEntry) => addOffice(d, c.get('session'), entry);
    if (isFormPost(c)) {
      return fromPage(c, NEW_OFFICE, () => ({}), OfficeEntry, add);
    }
    return c.json<RosterChanged>({ version: await add(await readBody(c, OfficeEntry)) }, 201);
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
      return fromPage(c, OWNER, () => ({ office }), OfficeChange, make);
    }
    return c.json<RosterChanged>({ version: await make(await readBody(c, OfficeChange)) });
  });

  app.post('/roster/contacts', async (c) => {
    const add = (entry: ContactEntry) => putContact(d, c.get('session'), entry);
    if (isFormPost(c)) {
      const place = (posted: { [name: string]: unknown }) => ownerIn(c, posted);
      return fromPage(c, CONTACT, place, ContactEntry, add);
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
    return fromPage(c, 'removal', () => place, ContactRemoval, remove);
  });

  app.post('/roster/extensions', async (c) => {
    const give = (entry: ExtensionEntry) => extend(d, c.get('session'), entry);
    if (isFormPost(c)) {
      return fromPage(c, EXTENSION, () => ({}), ExtensionEntry, give);
    }
    return c.json<Extended>(await give(await readBody(c, ExtensionEntry)));
  });

  return app;
}
