import { showDate } from '../../../schemas/fields/date.ts';
import type { Language } from '../../../schemas/text.ts';

/** The share that was reached on a day, 0 to 100. */
interface Step {
  /** `2023-06-19` */
  day: string;
  percent: number;
}

export interface Steps {
  /** Unique on the page. */
  id: string;
  title: string;
  description: string;
  steps: readonly Step[];
  /** The first and the last day that are drawn, and the one up to which the rate is known. */
  from: string;
  to: string;
  until: string;
  /** A day that is marked by a line, and what it says. */
  mark: { day: string; text: string };
  language: Language;
}

const WIDTH = 720;
const HEIGHT = 220;
const LEFT = 52;
const RIGHT = 24;
const TOP = 24;
const BOTTOM = 32;
const LEVELS = [0, 25, 50, 75, 100];
const DAY = 86_400_000;
/** Below this a text beside the mark would leave the picture. */
const HALF = WIDTH / 2;

const number = (day: string) => Date.parse(day) / DAY;

/** A rate that rises by steps, day by day, drawn on the server as the bars are. */
export function StepChart({ id, title, description, steps, from, to, until, mark, language }: Steps) {
  const days = Math.max(1, number(to) - number(from));
  const x = (day: string) =>
    Math.round(LEFT + ((number(day) - number(from)) / days) * (WIDTH - LEFT - RIGHT));
  const y = (percent: number) => Math.round(TOP + (1 - percent / 100) * (HEIGHT - TOP - BOTTOM));
  const path = [
    `M${LEFT} ${y(0)}`,
    ...steps.map(({ day, percent }) => `H${x(day)}V${y(percent)}`),
    `H${x(until)}`,
  ].join('');
  const marked = x(mark.day);
  return (
    <svg
      class="chart"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-labelledby={`${id}-title ${id}-description`}
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-description`}>{description}</desc>
      {LEVELS.map((level) => (
        <>
          <line class="chart-grid" x1={LEFT} x2={WIDTH - RIGHT} y1={y(level)} y2={y(level)} />
          <text x={LEFT - 8} y={y(level) + 5} text-anchor="end">
            {level}%
          </text>
        </>
      ))}
      <line class="chart-mark" x1={marked} x2={marked} y1={TOP - 8} y2={y(0)} />
      <text x={marked + (marked > HALF ? -8 : 8)} y={TOP - 8} text-anchor={marked > HALF ? 'end' : 'start'}>
        {mark.text}
      </text>
      <path class="chart-line" d={path} />
      <text x={LEFT} y={HEIGHT - 8}>
        {showDate(from, language)}
      </text>
      <text x={WIDTH - RIGHT} y={HEIGHT - 8} text-anchor="end">
        {showDate(to, language)}
      </text>
    </svg>
  );
}
