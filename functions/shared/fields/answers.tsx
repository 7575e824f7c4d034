import { describe } from '../../../schemas/fields/describe.ts';
import type { Field } from '../../../schemas/form.ts';
import type { Language } from '../../../schemas/text.ts';
import { speak } from '../page/words.ts';
import { GONE } from './attachment.tsx';
import { memberOf } from './drawing.ts';

const WORDS = {
  row: { zh: (n: number) => `第${n}行`, en: (n: number) => `Row ${n}` },
  none: { zh: '（未填）', en: '(not answered)' },
  change: { zh: '更改', en: 'Change' },
  explained: { zh: '情况说明：', en: 'Explanation: ' },
  indicator: { zh: '指标', en: 'Indicator' },
};

export interface AnswersProps {
  fields: readonly Field[];
  answers: unknown;
  language: Language;
  /** The names of files by their ids. */
  files: ReadonlyMap<string, string>;
  /** Where an answer can be changed, by its pointer; absent where nothing can be changed. */
  changeAt?: (pointer: string) => string;
  /** The id of a form that is posted on the way there, because it holds what somebody has typed. */
  form?: string | undefined;
  /** What the unit said of answers that call for an explanation, by their pointers. */
  explanations?: ReadonlyMap<string, string>;
}

interface Within extends AnswersProps {
  pointer: string;
}

function shown({ language, files }: AnswersProps, field: Field, value: unknown): string {
  if (field.kind === 'attachment' && typeof value === 'string' && value !== '') {
    return files.get(value) ?? GONE[language];
  }
  return describe(field, value, language) || WORDS.none[language];
}

function Change({ props, pointer, title }: { props: AnswersProps; pointer: string; title: string }) {
  if (!props.changeAt) return null;
  const words = (
    <>
      {WORDS.change[props.language]}
      <span class="visually-hidden"> {title}</span>
    </>
  );
  if (props.form === undefined) {
    return (
      <a class="change" href={props.changeAt(pointer)}>
        {words}
      </a>
    );
  }
  return (
    <button type="submit" form={props.form} name="action" value={`change:${pointer}`} class="link change">
      {words}
    </button>
  );
}

function Explained({ props, pointer }: { props: AnswersProps; pointer: string }) {
  const text = props.explanations?.get(pointer);
  if (text === undefined) return null;
  return (
    <p class="explained">
      {WORDS.explained[props.language]}
      {text}
    </p>
  );
}

function Leaves({ props, changeable }: { props: Within; changeable: boolean }) {
  const leaves = props.fields.filter(({ kind }) => kind !== 'rows' && kind !== 'group');
  if (leaves.length === 0) return null;
  return (
    <dl class="answers">
      {leaves.map((field) => (
        <div>
          <dt>{field.title[props.language]}</dt>
          <dd>
            {shown(props, field, memberOf(props.answers, field.name))}
            <Explained props={props} pointer={`${props.pointer}/${field.name}`} />
          </dd>
          {changeable && props.changeAt && (
            <dd class="change">
              <Change
                props={props}
                pointer={`${props.pointer}/${field.name}`}
                title={field.title[props.language]}
              />
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}

function Table({ props }: { props: Within }) {
  const t = speak(props.language);
  const columns = props.fields[0]?.fields ?? [];
  return (
    <table class="indicators">
      <thead>
        <tr>
          <th scope="col">{t(WORDS.indicator)}</th>
          {columns.map(({ title, kind }) => (
            <th scope="col" class={kind === 'count' ? 'count-cell' : undefined}>
              {t(title)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.fields.map((member) => (
          <tr>
            <th scope="row">
              {member.code && <span class="code">{member.code}</span>} {t(member.title)}
              {member.fields?.map(({ unit }) => unit && <span class="unit"> ({t(unit)})</span>)}
              <Explained props={props} pointer={`${props.pointer}/${member.name}`} />
            </th>
            {(member.fields ?? []).map((column) => (
              <td class={column.kind === 'count' ? 'count-cell' : undefined}>
                {describe(
                  column,
                  memberOf(memberOf(props.answers, member.name), column.name),
                  props.language,
                )}
                <Explained props={props} pointer={`${props.pointer}/${member.name}/${column.name}`} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Rows({ props }: { props: Within }) {
  const rows = Array.isArray(props.answers) ? props.answers : [];
  if (rows.length === 0) return <p>{WORDS.none[props.language]}</p>;
  return (
    <>
      {rows.map((row, index) => {
        const title = WORDS.row[props.language](index + 1);
        const pointer = `${props.pointer}/${index}`;
        return (
          <section class="row">
            <h3>
              {title} <Change props={props} pointer={pointer} title={title} />
            </h3>
            <Explained props={props} pointer={pointer} />
            <Leaves props={{ ...props, answers: row, pointer }} changeable={false} />
          </section>
        );
      })}
    </>
  );
}

function Part({ props, field }: { props: AnswersProps; field: Field }) {
  const pointer = `/${field.name}`;
  const title = field.title[props.language];
  const within = {
    ...props,
    pointer,
    fields: field.fields ?? [],
    answers: memberOf(props.answers, field.name),
  };
  return (
    <section>
      <h2>
        {title} {field.kind === 'group' && <Change props={props} pointer={pointer} title={title} />}
      </h2>
      <Explained props={props} pointer={pointer} />
      {field.kind === 'rows' ? (
        <Rows props={within} />
      ) : field.layout === 'table' ? (
        <Table props={within} />
      ) : (
        <Leaves props={within} changeable={false} />
      )}
    </section>
  );
}

/** All answers of a form as people read them: single answers first, then its tables. */
export function Answers(props: AnswersProps) {
  return (
    <>
      <Leaves props={{ ...props, pointer: '' }} changeable={true} />
      {props.fields
        .filter(({ kind }) => kind === 'rows' || kind === 'group')
        .map((field) => (
          <Part props={props} field={field} />
        ))}
    </>
  );
}
