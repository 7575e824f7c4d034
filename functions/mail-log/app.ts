import type { Context } from 'hono';
import { type MailDetail, MailFilter, type MailList, type MailQueued } from '../../schemas/contract/mails.ts';
import { Mail } from '../../schemas/mail.ts';
import { type App, createApp, type Env, wantsPage } from '../shared/http/app.ts';
import { parseWith } from '../shared/http/body.ts';
import { signedInAs } from '../shared/http/session.ts';
import type { Content } from '../shared/mails/content.ts';
import { contentOf } from '../shared/mails/content-of.ts';
import { recipients } from '../shared/mails/recipients.ts';
import { Problem } from '../shared/problems.ts';
import { keys } from '../shared/records/keys.ts';
import type { Dependencies } from './dependencies.ts';
import { listMails } from './list.ts';
import { listPage } from './list-page.tsx';
import { mailPage } from './mail-page.tsx';
import { nextId, resend } from './resend.ts';
import { mailView } from './view.ts';

/** A mail has inline styles, as mails must; it may do nothing else, not even lead anywhere. */
const MAIL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox";

/** `unit=` of a form's empty choice is as good as none. */
const given = (c: Context, name: string) => c.req.query(name) || undefined;

export function mailLogApp(d: Dependencies): App {
  const { table, clock, log, siteUrl } = d;
  const app = createApp(log, { frames: true });
  app.use('/mails/*', signedInAs(d, 'office', 'lead'));
  app.use('/mails/*', async (c, next) => {
    if (c.get('session').campaign !== d.campaign.id) throw new Problem('not-allowed');
    await next();
  });

  /** @throws Problem `not-found` */
  async function asked(c: Context<Env, '/mails/:id'>): Promise<Mail> {
    const row = await table.get(keys.mail(c.req.param('id')));
    const mail = row && Mail.parse(row);
    if (mail?.campaign !== d.campaign.id) throw new Problem('not-found');
    return mail;
  }

  /** Its words as it would be sent now; what it tells of may be gone. */
  async function wordsOf(c: Context<Env>, mail: Mail): Promise<Content | undefined> {
    const campaign = c.get('campaign');
    try {
      const { languages } = await recipients(table, mail);
      return await contentOf({ campaign, table, siteUrl, now: clock() }, mail, languages);
    } catch (error) {
      log.error('mail cannot be shown', error, { mail: mail.id });
      return undefined;
    }
  }

  app.get('/mails', async (c) => {
    const filter = parseWith(MailFilter, {
      unit: given(c, 'unit'),
      kind: given(c, 'kind'),
      state: given(c, 'state'),
    });
    const list = await listMails(table, d.campaign.id, filter, given(c, 'from'));
    if (!wantsPage(c.req.header('accept'))) return c.json<MailList>(list);
    const { campaign, session, language } = c.var;
    return c.html(listPage({ campaign, list, filter, session, language, from: given(c, 'from') }));
  });

  app.get('/mails/:id', async (c) => {
    const mail = await asked(c);
    const again = nextId(mail.id);
    const [words, next] = await Promise.all([wordsOf(c, mail), table.get(keys.mail(again))]);
    const view: MailDetail = {
      ...mailView(mail),
      ...(words && {
        words: {
          subject: words.subject,
          text: words.text,
          html: words.html,
          files: (words.enclosures ?? []).map(({ name }) => name),
        },
      }),
      ...(next && { sentAgain: again }),
    };
    if (!wantsPage(c.req.header('accept'))) return c.json<MailDetail>(view);
    const { campaign, session, language } = c.var;
    return c.html(mailPage({ campaign, mail: view, session, language }));
  });

  app.get('/mails/:id/html', async (c) => {
    const words = await wordsOf(c, await asked(c));
    if (!words) throw new Problem('not-found');
    c.header('Content-Security-Policy', MAIL_POLICY);
    return c.html(words.html);
  });

  app.post('/mails/:id/resend', async (c) => {
    const id = await resend({ ...d, campaign: c.get('campaign') }, await asked(c), c.get('session'));
    const location = `/mails/${encodeURIComponent(id)}`;
    if (wantsPage(c.req.header('accept'))) return c.redirect(location, 303);
    return c.json<MailQueued>({ id }, 202, { Location: location });
  });

  return app;
}
