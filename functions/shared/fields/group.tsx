import { idOf } from '../page/error-summary.tsx';
import { speak } from '../page/words.ts';
import { type Draw, type Drawing, type FieldPage, memberOf, readMembers } from './drawing.ts';
import { FramedGroup, pointerOf } from './frame.tsx';

const WORDS = { indicator: { zh: '指标', en: 'Indicator' } };

/** Members that are groups of the same columns, one line each: their heads label the controls. */
function Table({ drawing, draw }: { drawing: Drawing; draw: Draw }) {
  const { field, name, value, form } = drawing;
  const t = speak(form.language);
  const members = field.fields ?? [];
  const columns = members[0]?.fields ?? [];
  const id = idOf(pointerOf(name));
  return (
    <table class="indicators">
      <thead>
        <tr>
          <th scope="col">{t(WORDS.indicator)}</th>
          {columns.map((column) => (
            <th scope="col" id={`${id}-column-${column.name}`}>
              {t(column.title)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {members.map((member) => (
          <tr>
            <th scope="row" id={`${id}-row-${member.name}`}>
              {member.code && <span class="code">{member.code}</span>} {t(member.title)}
              {member.fields?.map(({ unit }) => unit && <span class="unit"> ({t(unit)})</span>)}
            </th>
            {(member.fields ?? []).map((column) => (
              <td>
                {draw({
                  field: column,
                  name: `${name}/${member.name}/${column.name}`,
                  value: memberOf(memberOf(value, member.name), column.name),
                  form,
                  labelledBy: `${id}-row-${member.name} ${id}-column-${column.name}`,
                })}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export const groupPage: FieldPage = {
  draw(drawing, draw) {
    const { field, name, value, form } = drawing;
    return (
      <FramedGroup drawing={drawing}>
        <div id={idOf(pointerOf(name))} tabindex={-1}>
          {field.layout === 'table' ? (
            <Table drawing={drawing} draw={draw} />
          ) : (
            (field.fields ?? []).map((member) =>
              draw({
                field: member,
                name: `${name}/${member.name}`,
                value: memberOf(value, member.name),
                form,
              }),
            )
          )}
        </div>
      </FramedGroup>
    );
  },
  read: (field, name, posted, read) => readMembers(field.fields ?? [], `${name}/`, posted, read),
};
