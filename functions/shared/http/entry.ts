import { handle, type LambdaContext, type LambdaEvent } from 'hono/aws-lambda';
import type { App } from './app.ts';

/** The gateway hands over the path decoded. These in it would begin a query, a fragment, another segment or a code. */
const MEANINGFUL = /[%?#\\]/g;

function encoded(event: LambdaEvent): LambdaEvent {
  return 'rawPath' in event
    ? { ...event, rawPath: event.rawPath.replace(MEANINGFUL, encodeURIComponent) }
    : event;
}

/**
 * What the gateway calls. The app must see the very path that the gateway chose the function by: `/reports/a%3Fb/check`
 * is the check of a report `a?b`, not the list of reports.
 */
export function entry(app: App) {
  const handler = handle(app);
  return (event: LambdaEvent, context?: LambdaContext) => handler(encoded(event), context);
}
