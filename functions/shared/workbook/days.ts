const DAY_MS = 86_400_000;
/** Programs count days from here; up to February 1900 they are one off, because they hold 1900 for a leap year. */
const EPOCH = Date.UTC(1899, 11, 30);
const FIRST_SAFE = 61;
const LAST = 2_958_465;
/** Days between the two ways of counting. */
const FROM_1904 = 1462;

const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;

/** 2023-05-25 => 45071; undefined for what is no day, and for days that programs do not agree on. */
export function serialOf(day: unknown): number | undefined {
  if (typeof day !== 'string' || !ISO.test(day)) return undefined;
  const at = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== day) return undefined;
  const serial = Math.round((at - EPOCH) / DAY_MS);
  return serial >= FIRST_SAFE && serial <= LAST ? serial : undefined;
}

/** 45071.5 => 2023-05-25; undefined for numbers that are no day. */
export function dayOfSerial(serial: number, date1904: boolean): string | undefined {
  const days = Math.floor(serial) + (date1904 ? FROM_1904 : 0);
  if (!(days >= 1 && days <= LAST)) return undefined;
  const shifted = days < FIRST_SAFE ? days + 1 : days;
  return new Date(EPOCH + shifted * DAY_MS).toISOString().slice(0, 10);
}

/** 0.375 => 9:00 */
export function timeOfSerial(serial: number): string {
  const minutes = Math.round((serial % 1) * 24 * 60) % (24 * 60);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}
