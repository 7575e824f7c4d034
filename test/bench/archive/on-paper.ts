import { cost, estimate, makespan, secondsOf } from '../../../functions/build-archive/zip/estimate.ts';
import { planZip } from '../../../functions/build-archive/zip/plan-zip.ts';
import { table } from '../figures.ts';
import { entriesOf, LARGE } from './loads.ts';

/** What a plan foretells: requests, bytes, seconds, dollars. */
export function onPaper(): void {
  const rows = Object.entries(LARGE).map(([name, load]) => {
    const entries = entriesOf(load, () => ({}));
    const before = performance.now();
    const plan = estimate(planZip(() => entries));
    const milliseconds = performance.now() - before;
    const { requests, compute, transitions } = cost(plan, 1);
    return {
      'on paper': name,
      'PUT-class': plan.puts,
      GET: plan.gets,
      'GB through': (plan.through / 1e9).toFixed(2),
      'floor s': secondsOf(plan).toFixed(0),
      's with 1': makespan(plan, 1).toFixed(1),
      'with 4': makespan(plan, 4).toFixed(1),
      'with 16': makespan(plan, 16).toFixed(1),
      USD: (requests + compute).toFixed(4),
      '+ steps': transitions.toFixed(5),
      'planned in ms': milliseconds.toFixed(0),
    };
  });
  table(rows);
}
