/** What a visit to a page was like. */
export interface Visit {
  /** Milliseconds until the first content is painted, and the largest. */
  content: number;
  largest: number;
  /** Milliseconds in which the page did not answer because a task took longer than 50. */
  blocked: number;
  /** How far things moved that were painted already: 0 where nothing did. */
  shift: number;
}

/** Of each measure, its weight, the value that half of the web's pages reach, and the one that a tenth reach. */
const MEASURES: { [measure in keyof Visit]: { weight: number; median: number; best: number } } = {
  content: { weight: 10, median: 3000, best: 1800 },
  largest: { weight: 25, median: 4000, best: 2500 },
  blocked: { weight: 30, median: 600, best: 200 },
  shift: { weight: 25, median: 0.25, best: 0.1 },
};

/** Abramowitz and Stegun, 7.1.26: right to 7 digits. */
function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const sum =
    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return Math.sign(x) * (1 - sum * Math.exp(-x * x));
}

/** Inverse of the complementary error function at 1/5. */
const TENTH = 0.9061938024368232;

function part({ median, best }: { median: number; best: number }, value: number): number {
  if (value <= 0) return 1;
  return (1 - erf((Math.log(value / median) * TENTH) / -Math.log(best / median))) / 2;
}

/**
 * 0 to 100 by the curves and weights of Lighthouse's performance score for phones (version 10 and later), without its
 * speed index, a tenth of it, which needs a film of the page.
 */
export function scoreOf(visit: Visit): number {
  const parts = (Object.keys(MEASURES) as (keyof Visit)[]).map((name) => ({
    weight: MEASURES[name].weight,
    score: part(MEASURES[name], visit[name]),
  }));
  const all = parts.reduce((sum, { weight }) => sum + weight, 0);
  return (100 * parts.reduce((sum, { weight, score }) => sum + weight * score, 0)) / all;
}
