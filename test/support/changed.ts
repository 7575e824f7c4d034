/**
 * A copy of answers with some of them changed, by JSON pointer; undefined takes an answer away. A pointer's way must
 * exist but for its last step.
 */
export function changed(answers: object, changes: Record<string, unknown>): Record<string, unknown> {
  const copy = structuredClone(answers) as Record<string, unknown>;
  for (const [pointer, value] of Object.entries(changes)) {
    const steps = pointer.split('/').slice(1);
    const last = steps.pop() ?? '';
    let within: unknown = copy;
    for (const step of steps) within = (within as Record<string, unknown>)[step];
    if (value === undefined) delete (within as Record<string, unknown>)[last];
    else (within as Record<string, unknown>)[last] = value;
  }
  return copy;
}
