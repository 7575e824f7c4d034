import type { Context } from 'hono';
import * as z from 'zod';
import type { Attachment } from '../../schemas/attachment.ts';
import {
  AttachmentChange,
  type AttachmentView,
  PartsWanted,
  UploadFinished,
  UploadRequest,
} from '../../schemas/contract/attachments.ts';
import { Id } from '../../schemas/identifier.ts';
import type { Language } from '../../schemas/text.ts';
import { fileNoticeAddress, newFileAddress } from '../shared/attachments/addresses.ts';
import { cleanCaptions, moveFile, raiseDraft, saveCaptions } from '../shared/attachments/describe.ts';
import { linkSeconds } from '../shared/attachments/link-seconds.ts';
import { removeAttachment } from '../shared/attachments/remove.ts';
import { mostBytes, requireRoom } from '../shared/attachments/require-room.ts';
import { restoreAttachment } from '../shared/attachments/restore.ts';
import { findHeld, roomsOf } from '../shared/attachments/room.ts';
import { requireGiven } from '../shared/attachments/scan.ts';
import { slotOf } from '../shared/attachments/slots.ts';
import { attachmentSummary } from '../shared/attachments/summary.ts';
import { type App, createApp, type Env, wantsPage } from '../shared/http/app.ts';
import { isFormPost, readBody } from '../shared/http/body.ts';
import { signedInAs } from '../shared/http/session.ts';
import { FILE_NAME } from '../shared/objects/post-policy.ts';
import { PROBLEMS, Problem } from '../shared/problems.ts';
import { findAttachment, findHead } from '../shared/records/reports.ts';
import { type OwnReport, ownReport } from '../shared/reports/own-report.ts';
import { lockOf } from '../shared/reports/standing.ts';
import { beginPlainUpload, beginUpload, openSlot } from './begin-upload.ts';
import { choose } from './choose.ts';
import type { Dependencies } from './dependencies.ts';
import { finishUpload } from './finish-upload.ts';
import { kindsOf } from './kinds.ts';
import { filesOf, listFiles, slotRoom } from './list-files.ts';
import { partAddresses, partsArrived } from './part-addresses.ts';
import { filePage, uploadPage } from './upload-page.tsx';

/** What a page posts to begin an upload. */
const PlainUpload = z.object({
  slot: z.string().max(40),
  type: z.string().max(200).optional(),
  replaces: Id.optional(),
});

function viewOf(attachment: Attachment, language: Language): AttachmentView {
  const { size, crc32, type, ...view } = attachmentSummary(attachment, language);
  return { ...view, ...(attachment.media && { media: attachment.media }) };
}

/** The file that a new one is to take the place of. */
const replacedBy = (c: Context): string | undefined =>
  Id.optional().catch(undefined).parse(c.req.query('replaces'));

/** Permissions to upload files straight into the store, and what became of them. */
export function attachApp(given: Dependencies): App {
  const { table, objects, clock, log, filesOrigin, siteUrl } = given;
  const app = createApp(log, { files: filesOrigin, chosen: true });
  const unit = signedInAs(given, 'unit');
  /** What the request works with: the campaign as it stands. */
  const at = (c: Context<Env>): Dependencies => ({ ...given, campaign: c.get('campaign') });
  const isPage = (c: Context) => wantsPage(c.req.header('accept')) || isFormPost(c);
  const own = (c: Context<Env>): OwnReport =>
    ownReport(c.get('campaign'), c.get('session'), c.req.param('form') ?? '');

  /** @throws Problem `not-found` alike for files that do not exist and those of other reports */
  async function find(c: Context<Env>): Promise<{ mine: OwnReport; attachment: Attachment }> {
    const mine = own(c);
    const id = Id.safeParse(c.req.param('id'));
    const attachment = id.success ? await findAttachment(table, mine, id.data) : undefined;
    if (!attachment) throw new Problem('not-found');
    return { mine, attachment };
  }

  const pageOf = (c: Context<Env>, { definition }: OwnReport, slotId: string) => {
    const slot = slotOf(definition, slotId);
    if (!slot) throw new Problem('not-found');
    const { campaign, session, language } = c.var;
    return { campaign, form: definition, slot, session, language };
  };

  app.post('/reports/:form/attachments', unit, async (c) => {
    const mine = own(c);
    if (!isFormPost(c)) {
      const request = await readBody(c, UploadRequest);
      return c.json(await beginUpload(at(c), mine, c.get('session'), request), 201);
    }
    const { slot: slotId, type: chosen, replaces } = await readBody(c, PlainUpload);
    const { slot } = await openSlot(at(c), mine, { slot: slotId, replaces });
    const kinds = kindsOf(slot);
    const type = (kinds.length === 1 ? kinds[0] : kinds.find(({ contentType }) => contentType === chosen))
      ?.contentType;
    if (type === undefined) return c.redirect(newFileAddress(mine.form, slot.id, replaces), 303);
    const { id } = await beginPlainUpload(at(c), mine, c.get('session'), slot, { type, replaces });
    return c.redirect(`/reports/${mine.form}/attachments/${id}`, 303);
  });

  app.get('/reports/:form/attachments', unit, async (c) => {
    const mine = own(c);
    if (wantsPage(c.req.header('accept'))) return c.redirect(`/reports/${mine.form}`, 303);
    const { campaign, language } = c.var;
    const held = await findHeld(table, mine);
    return c.json(listFiles(campaign, mine, held, clock(), replacedBy(c), language));
  });

  app.get('/reports/:form/attachments/new', unit, async (c) => {
    const mine = own(c);
    const page = pageOf(c, mine, c.req.query('slot') ?? '');
    const replaces = replacedBy(c);
    const { html, blocked } = await choose(at(c), mine, page, replaces);
    return c.html(html, blocked ? PROBLEMS[blocked.code].status : 200);
  });

  app.get('/reports/:form/attachments/:id', unit, async (c) => {
    const { mine, attachment } = await find(c);
    const { id, key, type, state, removed } = attachment;
    if (!wantsPage(c.req.header('accept'))) {
      return c.json(viewOf(attachment, c.get('language')));
    }
    const page = { ...pageOf(c, mine, attachment.slot), attachment };
    if (state !== 'awaiting' || removed) return c.html(filePage(page));
    const redirect = `${siteUrl}/reports/${mine.form}/attachments/${id}/uploaded`;
    const held = await findHeld(table, mine);
    const rooms = roomsOf(page.campaign, mine, held, clock(), [id, attachment.replaces]);
    requireRoom(rooms, attachment.announcedSize);
    const room = slotRoom(page.slot, filesOf(mine, held), clock(), id);
    const maxBytes = mostBytes(rooms, page.slot.maxBytes);
    const post = objects.presignPost({ key, type, maxBytes, redirect, name: FILE_NAME });
    return c.html(uploadPage({ ...page, rooms, room, maxBytes, post }));
  });

  app.get('/reports/:form/attachments/:id/parts', unit, async (c) => {
    const { attachment } = await find(c);
    return c.json(await partsArrived(at(c), attachment));
  });

  app.post('/reports/:form/attachments/:id/parts', unit, async (c) => {
    const { mine, attachment } = await find(c);
    const wanted = await readBody(c, PartsWanted);
    const lock = lockOf(mine, await findHead(table, mine), clock());
    if (lock) throw new Problem(lock);
    return c.json(await partAddresses(at(c), attachment, wanted));
  });

  /** Back on the report's page, with what became of the file. */
  const backToReport = (
    c: Context,
    { form }: OwnReport,
    { id, removed }: Attachment,
    done: Attachment | undefined,
  ) => {
    const missing = removed ? 'removed' : 'pending';
    const notice = !done ? missing : done.state === 'refused' ? 'refused' : 'uploaded';
    return c.redirect(fileNoticeAddress(form, notice, id), 303);
  };

  app.get('/reports/:form/attachments/:id/uploaded', unit, async (c) => {
    const { mine, attachment } = await find(c);
    return backToReport(c, mine, attachment, await finishUpload(at(c), attachment));
  });

  app.post('/reports/:form/attachments/:id/complete', unit, async (c) => {
    const { mine, attachment } = await find(c);
    // Programs of before say nothing of it.
    const speaks = /json/i.test(c.req.header('content-type') ?? '');
    const { crc32 } = speaks ? await readBody(c, UploadFinished) : {};
    const done = await finishUpload(at(c), attachment, crc32);
    if (isPage(c)) return backToReport(c, mine, attachment, done);
    if (!done) throw new Problem(attachment.removed ? 'not-found' : 'upload-unfinished');
    return c.json({ state: done.state }, done.state === 'checking' ? 202 : 200);
  });

  app.post('/reports/:form/attachments/:id/change', unit, async (c) => {
    const { mine, attachment } = await find(c);
    const { caption, position } = await readBody(c, AttachmentChange);
    if (attachment.removed) throw new Problem('not-found');
    const lock = lockOf(mine, await findHead(table, mine), clock());
    if (lock) throw new Problem(lock);
    const { id } = attachment;
    const captions = cleanCaptions(new Map(caption === undefined ? [] : [[id, caption]]));
    if (caption !== undefined || position !== undefined) await raiseDraft(table, mine);
    await saveCaptions(table, mine, captions);
    if (position !== undefined) await moveFile(table, mine, id, () => position - 1);
    const changed = await find(c);
    return c.json(viewOf(changed.attachment, c.get('language')));
  });

  app.post('/reports/:form/attachments/:id/remove', unit, async (c) => {
    const { mine, attachment } = await find(c);
    const lock = lockOf(mine, await findHead(table, mine), clock());
    if (lock) throw new Problem(lock);
    const { id, key, uploadId, pin } = attachment;
    await removeAttachment(table, mine, id);
    if (uploadId !== undefined && !pin) await objects.abortMultipart(key, uploadId);
    return isPage(c) ? c.redirect(fileNoticeAddress(mine.form, 'removed', id), 303) : c.body(null, 204);
  });

  app.post('/reports/:form/attachments/:id/restore', unit, async (c) => {
    const { mine, attachment } = await find(c);
    const lock = lockOf(mine, await findHead(table, mine), clock());
    if (lock) throw new Problem(lock);
    const restored = await restoreAttachment(at(c), mine, attachment.id);
    if (!restored) throw new Problem('not-found');
    return isPage(c)
      ? c.redirect(fileNoticeAddress(mine.form, 'restored', restored.id), 303)
      : c.json(viewOf(restored, c.get('language')));
  });

  app.get('/reports/:form/attachments/:id/file', unit, async (c) => {
    const { attachment } = await find(c);
    const { key, type, name, pin, id } = attachment;
    if (!pin) throw new Problem('upload-unfinished');
    requireGiven(attachment, given.scanned ?? false);
    const { versionId, size } = pin;
    const link = { key, versionId, type, name: name ?? id, seconds: linkSeconds(size) };
    return c.redirect(await objects.presignGet(link), 302);
  });

  return app;
}
