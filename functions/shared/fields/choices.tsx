import { speak } from '../page/words.ts';
import { type FieldPage, postedValues, textOf } from './drawing.ts';
import { attributesOf, FramedGroup } from './frame.tsx';

export const choicesPage: FieldPage = {
  draw(drawing) {
    const { field, value, form } = drawing;
    const { id, name, ...rest } = attributesOf(drawing);
    const chosen = (Array.isArray(value) ? value : [value]).map(textOf).filter((one) => one !== '');
    const options = (field.options ?? []).map((one) => ({
      value: one.value,
      label: speak(form.language)(one.label),
    }));
    const strangers = chosen.filter((one) => !options.some((option) => option.value === one));
    const all = [...options, ...strangers.map((one) => ({ value: one, label: one }))];
    return (
      <FramedGroup drawing={drawing}>
        {all.map((option, index) => {
          const own = index === 0 ? id : `${id}-${index}`;
          return (
            <div class="tick">
              <input
                type="checkbox"
                id={own}
                name={name}
                value={option.value}
                checked={chosen.includes(option.value)}
                aria-describedby={rest['aria-describedby']}
              />
              <label for={own}>{option.label}</label>
            </div>
          );
        })}
      </FramedGroup>
    );
  },
  read(_field, name, posted) {
    const values = postedValues(posted, name).filter((value) => value !== '');
    return values.length > 0 ? values : undefined;
  },
};
