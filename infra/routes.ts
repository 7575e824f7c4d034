import type { FunctionName } from './capabilities.ts';

/** `$default` is whatever no other route takes. */
type Route = '$default' | `${'GET' | 'POST' | 'PUT'} /${string}`;

/** Every route of the site and the function that answers it; what answers GET answers HEAD as well. */
const ROUTES: { [name in FunctionName]?: Route[] } = {
  // What nobody answers gets the site's own words for "nothing here", as a page for people.
  site: ['GET /', 'GET /assets/{file}', 'GET /assets/{version}/{file}', 'GET /openapi.json', '$default'],
  'sign-in': ['GET /sign-in', 'POST /sign-in', 'GET /sign-in/code', 'POST /sign-in/code', 'POST /sign-out'],
  report: [
    'GET /reports/{form}',
    'PUT /reports/{form}/draft',
    'POST /reports/{form}/draft',
    'GET /reports/{form}/check',
    'POST /reports/{form}/submissions',
  ],
  history: ['GET /audit', 'GET /audit.csv', 'GET /desk/reports/{unit}/{form}/difference'],
  'follow-up': [
    'GET /reports',
    'GET /receipts/{reference}',
    'GET /reports/{form}/withdrawal',
    'POST /reports/{form}/withdrawal',
    'GET /reports/{form}/messages',
    'POST /reports/{form}/messages',
    'GET /reports/{form}/difference',
  ],
  attach: [
    'POST /reports/{form}/attachments',
    'GET /reports/{form}/attachments',
    'GET /reports/{form}/attachments/{id}',
    'GET /reports/{form}/attachments/{id}/uploaded',
    'GET /reports/{form}/attachments/{id}/file',
    'GET /reports/{form}/attachments/{id}/parts',
    'POST /reports/{form}/attachments/{id}/parts',
    'POST /reports/{form}/attachments/{id}/complete',
    'POST /reports/{form}/attachments/{id}/change',
    'POST /reports/{form}/attachments/{id}/remove',
    'POST /reports/{form}/attachments/{id}/restore',
  ],
  review: [
    'GET /desk',
    'GET /desk/reports/{unit}/{form}',
    'POST /desk/decisions',
    'POST /desk/reports/{unit}/{form}/decisions',
    'GET /desk/reports/{unit}/{form}/messages',
    'POST /desk/reports/{unit}/{form}/messages',
    'GET /desk/reports/{unit}/{form}/attachments/{id}',
    'GET /desk/reports/{unit}/{form}/attachments/{id}/view',
    'POST /desk/reports/{unit}/{form}/attachments/{id}/allow',
  ],
  archive: [
    'GET /archives',
    'POST /archives',
    'GET /archives/new',
    'GET /archives/{id}',
    'GET /archives/{id}/download',
    'POST /archives/{id}/cancel',
    'POST /archives/{id}/retry',
  ],
  workbook: ['GET /reports/{form}/template.xlsx', 'POST /reports/{form}/workbook'],
  publish: ['GET /open-days', 'GET /open-days/calendar.ics', 'GET /featured', 'POST /featured'],
  'personal-data': ['GET /personal-data', 'POST /personal-data/erasure', 'POST /personal-data/person'],
  totals: ['GET /totals', 'GET /totals/{form}', 'GET /totals/{form}/table.xlsx'],
  chase: ['GET /reminders', 'POST /reminders'],
  'mail-log': ['GET /mails', 'GET /mails/{id}', 'GET /mails/{id}/html', 'POST /mails/{id}/resend'],
  roster: [
    'GET /roster',
    'POST /roster/import/apply',
    'POST /roster/units',
    'GET /roster/units/{unit}',
    'POST /roster/units/{unit}',
    'POST /roster/offices',
    'GET /roster/offices/{office}',
    'POST /roster/offices/{office}',
    'POST /roster/contacts',
    'POST /roster/contacts/remove',
    'POST /roster/extensions',
  ],
  'preview-import': [
    'GET /roster/template.xlsx',
    'GET /roster/import',
    'POST /roster/import',
    'GET /featured/template.xlsx',
    'POST /featured/import',
  ],
  status: ['GET /status'],
};

export const routesOf = (name: FunctionName): Route[] => ROUTES[name] ?? [];
