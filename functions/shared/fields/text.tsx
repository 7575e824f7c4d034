import { type Drawing, type FieldPage, postedText, textOf } from './drawing.ts';
import { attributesOf, Framed } from './frame.tsx';

/**
 * One line. There is no `maxlength`: it would cut off silently what is pasted; the check tells what is too long.
 */
export function line(
  drawing: Drawing,
  { type = 'text', inputmode }: { type?: string; inputmode?: 'decimal' } = {},
) {
  const { field, value } = drawing;
  return (
    <Framed drawing={drawing}>
      <input
        {...attributesOf(drawing)}
        type={type}
        value={textOf(value)}
        inputmode={inputmode}
        autocomplete={field.autocomplete}
      />
    </Framed>
  );
}

export const textPage: FieldPage = {
  draw: (drawing) => line(drawing),
  read: (_field, name, posted) => postedText(posted, name),
};
