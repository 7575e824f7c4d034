import type { MiddlewareHandler } from 'hono';

/** Other origins that pages may talk to: where the browser sends and fetches files. */
export interface Origins {
  files?: string;
  /** From where pages show files that were sent: pictures and videos, nothing that runs. */
  shown?: string;
  /** May pages show files that a person has chosen and not sent yet? */
  chosen?: boolean;
  /** Do pages frame pages of ours? */
  frames?: boolean;
}

/** Pages run no inline code, load nothing from elsewhere and are framed by nobody; answers are never cached. */
export function securityHeaders({
  files = '',
  shown = '',
  chosen = false,
  frames = false,
}: Origins): MiddlewareHandler {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self' ${[files, shown, chosen ? 'blob:' : ''].filter(Boolean).join(' ')}`,
    `media-src ${chosen ? 'blob:' : shown || "'none'"}`,
    `connect-src 'self' ${files}`,
    `form-action 'self' ${files}`,
    ...(frames ? ["frame-src 'self'"] : []),
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].map((line) => line.trim());
  return async (c, next) => {
    await next();
    // What is stricter in its own way, as a mail that is shown in a frame, says so itself.
    if (!c.res.headers.has('Content-Security-Policy')) c.header('Content-Security-Policy', policy.join('; '));
    c.header('X-Content-Type-Options', 'nosniff');
    c.header('Referrer-Policy', 'same-origin');
    c.header('Strict-Transport-Security', 'max-age=63072000');
    c.header('Cross-Origin-Opener-Policy', 'same-origin');
    c.header('Cross-Origin-Resource-Policy', 'same-origin');
    if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'no-store');
  };
}
