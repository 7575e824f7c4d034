import * as z from 'zod';

const Coded = z.object({ code: z.string() });

/** Connections that never came about: nothing can have been sent over them. */
const UNREACHABLE = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];

export function isUnreachable(error: unknown): boolean {
  const { success, data } = Coded.safeParse(error);
  return success && UNREACHABLE.includes(data.code);
}
