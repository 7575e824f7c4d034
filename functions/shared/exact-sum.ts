/**
 * Of numbers with so many decimals, counted in the smallest unit, because 0.1 and 0.2 are not 0.3. What is no number
 * adds nothing: `-` (no such thing here), blanks.
 */
export function exactSum(values: readonly unknown[], decimals: number): number {
  const unit = 10 ** decimals;
  const whole = values.reduce<number>(
    (sum, value) => sum + (typeof value === 'number' ? Math.round(value * unit) : 0),
    0,
  );
  return whole / unit;
}
