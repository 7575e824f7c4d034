import type { Detail } from '../shared/problems.ts';

/** Whom and what a page's address or form names; absent where it names none. */
export interface Chosen {
  units?: string[] | undefined;
  forms?: string[] | undefined;
}

/** Who was reminded so shortly ago has hardly had the time to report. */
const LATELY = 6 * 3600_000;

export const isLately = (at: string | undefined, now: Date): boolean =>
  at !== undefined && now.getTime() - Date.parse(at) < LATELY;

/** `/reminders?units=harbin&forms=media` */
export function chosenAddress({ units = [], forms = [] }: Chosen): string {
  const named = [...units.map((id) => ['units', id]), ...forms.map((id) => ['forms', id])];
  return `/reminders?${new URLSearchParams(named)}`;
}

const wrong = (pointer: string, zh: string, en: string): Detail => ({
  pointer,
  severity: 'blocking',
  code: 'none-ticked',
  message: { zh, en },
});

const NOTHING = {
  units: wrong('/units', '请先勾选要催报的单位。', 'Tick the units to chase first.'),
  forms: wrong('/forms', '请先勾选要催报的报表。', 'Tick the forms to chase first.'),
  owed: wrong(
    '/units',
    '所选单位现在没有未报送的所选报表，无需催报。',
    'The ticked units owe none of the ticked forms now; there is nobody to chase.',
  ),
};

/** Why nobody would be chased. On a page nothing ticked means nothing: that it meant everybody surprised people. */
export function nobody({ units = [], forms = [] }: Chosen): Detail[] {
  const missing = [
    ...(units.length > 0 ? [] : [NOTHING.units]),
    ...(forms.length > 0 ? [] : [NOTHING.forms]),
  ];
  return missing.length > 0 ? missing : [NOTHING.owed];
}
