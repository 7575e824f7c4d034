import { newId } from '../random.ts';
import { keys } from './keys.ts';
import type { Record } from './shapes.ts';

export interface AuditEvent {
  campaign: string;
  /** Who did it: an address, or the name of a function. */
  by: string;
  action:
    | 'report-started'
    | 'report-submitted'
    | 'report-withdrawn'
    | 'report-accepted'
    | 'report-returned'
    | 'message-sent'
    | 'archive-requested'
    | 'archive-cancelled'
    | 'archive-downloaded'
    | 'file-allowed'
    | 'featured-changed'
    | 'mail-resent'
    | 'table-downloaded'
    | 'personal-data-erased'
    | 'personal-data-exported'
    | 'signed-in'
    | 'unit-added'
    | 'unit-changed'
    | 'unit-removed'
    | 'unit-restored'
    | 'office-added'
    | 'office-changed'
    | 'office-removed'
    | 'office-restored'
    | 'contact-added'
    | 'contact-changed'
    | 'contact-removed'
    | 'days-changed'
    | 'roster-imported'
    | 'chased';
  unit?: string;
  /** The office that did it. */
  office?: string;
  /** The office whose contact it is about. */
  subject?: string;
  form?: string;
  revision?: number;
  reference?: string;
  archive?: string;
  attachment?: string;
  /** Whom a change of the roster is about. */
  address?: string;
  /** Days as they are now, and why they were changed. */
  days?: { due?: string | undefined; closes?: string | undefined };
  reason?: string;
  mail?: string;
}

/** A row of the audit log (操作日志): never changed, never without what it tells of. */
export function auditRow(event: AuditEvent, now: Date): Record {
  const at = now.toISOString();
  return { ...keys.audit(event.campaign, at, newId(now)), type: 'audit', at, ...event };
}
