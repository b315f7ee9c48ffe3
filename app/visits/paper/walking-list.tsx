import { useTranslation } from 'react-i18next';
import { Num } from '#app/components/num.tsx';
import { Patch } from '#app/components/patch.tsx';
import { usePrograms, useProgramName } from '#app/components/program-name.ts';
import { type Localized, pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { ShopName } from '../shop-name.tsx';
import { OUTCOMES } from '../schema.ts';
import { InHerLanguage } from '../questions/in-her-language.tsx';
import type { SheetView } from './queries.server.ts';
import styles from './paper.module.css';

const HALVES = ['am', 'pm'] as const;

/** What is printed: booth and name, boxes to tick, room for a word; nothing else of any shop. */
export function WalkingList({ sheet, mall }: { sheet: SheetView; mall: Localized }) {
  const { t } = useTranslation(['visits', 'words']);
  const { formatDay, words } = useFormats();
  const language = useLanguage();
  return (
    <article className={styles.list} aria-labelledby="walking-list">
      <header>
        <div>
          <h2 id="walking-list">{t('sheet.title')}</h2>
          <p>
            <bdi>{pickLocalized(mall, language)?.text}</bdi> · {formatDay(sheet.day)}
          </p>
        </div>
        {sheet.grids.map((grid) => (
          <Patch key={grid._id} {...grid} />
        ))}
        <p className={styles.number}>
          <small>{t('sheet.number')}</small>
          <Num>{spaced(sheet.number)}</Num>
        </p>
      </header>
      <div className={styles.scroll} tabIndex={0} role="region" aria-labelledby="walking-list">
        <table>
          <thead>
            <tr>
              <th scope="col">{t('sheet.line')}</th>
              <th scope="col">{t('sheet.booth')}</th>
              <th scope="col">{t('sheet.shop')}</th>
              {OUTCOMES.map((outcome) => (
                <th key={outcome} scope="col">
                  {t(`words:visit.${outcome}`)}
                </th>
              ))}
              {HALVES.map((half) => (
                <th key={half} scope="col">
                  {words.half[half]}
                </th>
              ))}
              <th scope="col">{t('sheet.words')}</th>
            </tr>
          </thead>
          <tbody>
            {sheet.lines.map(({ names, unit }, at) => (
              <tr key={at}>
                <td>
                  <Num>{at + 1}</Num>
                </td>
                <td>{unit && <Num>{unit.number}</Num>}</td>
                <th scope="row">
                  <ShopName names={names} />
                </th>
                {[...OUTCOMES, ...HALVES].map((box) => (
                  <td key={box}>
                    <span className={styles.box} />
                  </td>
                ))}
                <td />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Noted needs={sheet.needs} />
      <Answers sheet={sheet} />
      <footer>
        <p>{t('sheet.foot-how')}</p>
        <p>{t('sheet.foot-found')}</p>
      </footer>
    </article>
  );
}

/** Whose needs are written down on this round. */
function Noted({ needs }: Pick<SheetView, 'needs'>) {
  const { t } = useTranslation('visits');
  const { formatList } = useFormats();
  const nameOf = useProgramName();
  const programs = usePrograms(needs);
  return programs.length > 0 && <p>{t('sheet.needs', { programs: formatList(programs.map(nameOf)) })}</p>;
}

/** What the round asks, each with a letter, and room for the answers: line, letter, words. Each may be skipped. */
function Answers({ sheet: { questions } }: { sheet: SheetView }) {
  const { t } = useTranslation('visits');
  if (questions.length === 0) return null;
  return (
    <section className={styles.answers}>
      <h3>{t('sheet.questions')}</h3>
      <p>{t('sheet.questions-hint')}</p>
      <ol>
        {questions.map(({ id, words }) => (
          <li key={id}>
            <InHerLanguage words={words} />
          </li>
        ))}
      </ol>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('sheet.line')}</th>
            <th scope="col">{t('sheet.letter')}</th>
            <th scope="col">{t('sheet.answer')}</th>
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: ANSWER_ROWS }, (_, row) => (
            <tr key={row}>
              <td />
              <td />
              <td />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
/** Room for as many answers as fit below a list of one page. */
const ANSWER_ROWS = 12;

const spaced = (number: string): string => `${number.slice(0, 3)} ${number.slice(3)}`;
