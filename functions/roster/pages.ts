import type { Context } from 'hono';
import type * as z from 'zod';
import { everyOffice, everyUnit, knownUnitOf } from '../../schemas/campaign.ts';
import { standingCampaign } from '../../schemas/campaign-changes.ts';
import type { RosterEntry } from '../../schemas/contract/roster.ts';
import type { Env } from '../shared/http/app.ts';
import { parseWith, readFields, type Wording } from '../shared/http/body.ts';
import { PROBLEMS, Problem } from '../shared/problems.ts';
import { findChanges } from '../shared/records/campaign-changes.ts';
import { listContacts } from '../shared/roster/list-contacts.ts';
import { listFormer } from './contacts.ts';
import type { Dependencies } from './dependencies.ts';
import { NOTHING_TYPED, type Typed } from './input.tsx';
import { CONTACT, ownerPage } from './owner-page.tsx';
import { entryOf, typedOf } from './posted.ts';
import { NEW_OFFICE, rosterPage } from './roster-page.tsx';
import { rosterOffices, rosterUnit, rosterView } from './view.ts';
import { WORDS } from './words.ts';

/** Where a page leads back to: the roster, or one of its units and offices. */
type Place = { unit?: string | undefined; office?: string | undefined };

const addressOf = ({ unit, office }: Place) =>
  unit ? `/roster/units/${unit}` : office ? `/roster/offices/${office}` : '/roster';

/** Inputs that are called otherwise than what they stand for, because their page has another input of that name. */
const RENAMED: { [form: string]: { [input: string]: string } } = {
  [CONTACT]: { person: 'name' },
  [NEW_OFFICE]: { officeId: 'id', officeName: 'name', officeNameEn: 'nameEn' },
};

const INPUTS = [
  'form',
  'unit',
  'due',
  'closes',
  'reason',
  'id',
  'name',
  'nameEn',
  'group',
  'email',
  'person',
] as const;

/** What the page calls what is posted; the label alone, without what is said of it. */
function labelsOf(names: { [input: string]: string }): Wording {
  const inputs = [...INPUTS].sort((a, b) => Number(a in names) - Number(b in names));
  const bare = (text: string) => text.replace(/（[^）]*）| \([^)]*\)/g, '');
  return Object.fromEntries(
    inputs.map((input) => {
      const { zh, en } = WORDS[input];
      return [`/${names[input] ?? input}`, { label: { zh: bare(zh), en: bare(en) } }];
    }),
  );
}

/** The roster's pages, and what is read for them. */
export function rosterPages({ table, campaign: file, forms }: Dependencies) {
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
  async function fromPage<T>(
    c: Context<Env>,
    form: string,
    placeOf: (posted: { [name: string]: unknown }) => Place,
    shape: z.ZodType<T>,
    run: (entry: T) => Promise<unknown>,
  ): Promise<Response> {
    const posted = await readFields(c);
    const names = RENAMED[form] ?? {};
    const entry = entryOf(
      Object.fromEntries(Object.entries(posted).map(([name, value]) => [names[name] ?? name, value])),
    );
    const place = placeOf(entry);
    try {
      await run(parseWith(shape, entry, labelsOf(names)));
      return c.redirect(`${addressOf(place)}?done`, 303);
    } catch (error) {
      if (!(error instanceof Problem) || error.code === 'not-found') throw error;
      const { status, text } = PROBLEMS[error.code];
      const inputs = new Map(Object.entries(names).map(([input, name]) => [`/${name}`, `/${input}`]));
      const about = error.details.map((detail) => ({
        ...detail,
        pointer: inputs.get(detail.pointer) ?? detail.pointer,
      }));
      const details =
        about.length > 0
          ? about
          : [{ pointer: '', severity: 'blocking' as const, code: error.code, message: text }];
      return c.html(await draw(c, place, { ...typedOf(form, posted), details }), status);
    }
  }

  /** The unit or office that a page's post names, if it is there to be shown. */
  const ownerIn = (c: Context<Env>, posted: { [name: string]: unknown }): Place => {
    const campaign = c.get('campaign');
    return {
      unit: everyUnit(campaign).find(({ id }) => id === posted.unit)?.id,
      office: everyOffice(campaign).find(({ id }) => id === posted.office)?.id,
    };
  };

  return { load, loadOwner, drawRoster, drawOwner, fromPage, ownerIn };
}
