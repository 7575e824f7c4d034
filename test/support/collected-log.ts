import type { Log } from '../../functions/shared/log.ts';

/** A log that keeps its lines, as text, for tests that look for what must not stand in them. */
export function collectedLog(): Log & { lines: string[] } {
  const lines: string[] = [];
  const keep = (...parts: unknown[]) => lines.push(JSON.stringify(parts));
  return {
    lines,
    info: (message, facts) => keep('info', message, facts),
    warn: (message, facts) => keep('warn', message, facts),
    error: (message, error, facts) => keep('error', message, error instanceof Error ? error.name : '', facts),
    count: (metric, value) => keep('count', metric, value),
  };
}
