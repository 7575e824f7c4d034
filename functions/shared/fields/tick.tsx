import { type FieldPage, postedText } from './drawing.ts';
import { attributesOf, Hint, Said, Title } from './frame.tsx';

export const tickPage: FieldPage = {
  draw: (drawing) => {
    const attributes = attributesOf(drawing);
    return (
      <div class={attributes['aria-invalid'] ? 'field field-error' : 'field'}>
        <Said drawing={drawing} />
        <div class="tick">
          <input {...attributes} type="checkbox" value="true" checked={drawing.value === true} />
          <label for={attributes.id}>
            <Title drawing={drawing} />
          </label>
        </div>
        <Hint drawing={drawing} />
      </div>
    );
  },
  read: (_field, name, posted) => (postedText(posted, name) === 'true' ? true : undefined),
};
