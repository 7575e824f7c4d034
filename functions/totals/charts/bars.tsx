/** One bar. */
interface Bar {
  label: string;
  /** Undefined where there is no number: no bar, but the text says why. */
  value: number | undefined;
  text: string;
}

export interface Bars {
  /** Unique on the page. */
  id: string;
  title: string;
  description: string;
  bars: readonly Bar[];
}

const WIDTH = 720;
const LINE = 30;
const LABEL = 190;
/** Room behind the longest bar for its number. */
const NUMBER = 130;
/** Chinese characters are twice as wide as Latin letters; this much fits beside the bars. */
const MOST_LABEL = 24;

const widthOf = (text: string) => [...text].reduce((sum, one) => sum + (one > '\u2e80' ? 2 : 1), 0);

/** The table below has the whole name. */
function shortened(label: string): string {
  if (widthOf(label) <= MOST_LABEL) return label;
  let kept = '';
  for (const one of label) {
    if (widthOf(kept + one) >= MOST_LABEL) break;
    kept += one;
  }
  return `${kept.trimEnd()}…`;
}

/**
 * Horizontal bars, drawn on the server: no script, no style but classes. The picture is one image to those who do
 * not see it; the numbers stand in a table below, which the caller draws.
 */
export function BarChart({ id, title, description, bars }: Bars) {
  const most = Math.max(1, ...bars.map(({ value = 0 }) => value));
  const room = WIDTH - LABEL - NUMBER;
  const height = bars.length * LINE;
  return (
    <svg
      class="chart"
      viewBox={`0 0 ${WIDTH} ${height}`}
      role="img"
      aria-labelledby={`${id}-title ${id}-description`}
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-description`}>{description}</desc>
      <line class="chart-axis" x1={LABEL} x2={LABEL} y1="0" y2={height} />
      {bars.map(({ label, value = 0, text }, index) => {
        const y = index * LINE;
        const width = Math.round((value / most) * room);
        return (
          <>
            <text x={LABEL - 8} y={y + 20} text-anchor="end">
              {shortened(label)}
            </text>
            <rect class="chart-bar" x={LABEL} y={y + 5} width={width} height={LINE - 10} />
            <text x={LABEL + width + 8} y={y + 20}>
              {text}
            </text>
          </>
        );
      })}
    </svg>
  );
}
