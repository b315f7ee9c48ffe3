import { useTranslation } from 'react-i18next';
import { DefinitionList, KeyFacts, Part } from '#app/components/facts.tsx';
import { BarChart, FigureCell, Keys, type PieceState, StackBar, Track } from '#app/components/figures.tsx';
import { LanguageLinks } from '#app/components/language-links.tsx';
import { Mark } from '#app/components/mark.tsx';
import { Columns, Line, Panel, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import { Patch } from '#app/components/patch.tsx';
import { SchemeChoice } from '#app/components/scheme-choice.tsx';
import { Table } from '#app/components/table.tsx';
import { ChipBox, ChipLink, Chips, StateTabs, Tabs } from '#app/components/tabs.tsx';
import { Walk } from '#app/components/walk.tsx';
import { OWN_NAMES } from '#app/i18n/languages.ts';

const PIECES: readonly PieceState[] = ['done', 'done', 'done', 'done', 'done', 'done', 'held', 'held', 'held', 'turn', 'left', 'left'];
const GRIDS = Array.from({ length: 24 }, (_, at) => ({ number: at + 1, hue: (at % 8) + 1, weave: ((3 * (at % 8) + Math.floor(at / 8)) % 8) + 1 }));

export function FigurePieces() {
  const { t } = useTranslation(['parts', 'common', 'words']);
  const rows = GRIDS.slice(5, 9).map(({ number, hue, weave }, at) => ({
    key: String(number),
    label: <Patch number={number} hue={hue} weave={weave} size={24} />,
    name: t('common:grid.named', { number }),
    sure: [0.8, 0.65, 0.5, 0.9][at] ?? 0,
    doubtful: 0.15,
    figure: at === 2 ? '5–9' : <FigureCell value="<5" />,
  }));
  return (
    <>
      <Section>
        <SectionHead>{t('section.figures')}</SectionHead>
        <Sheet>
          <Line as="div">
            <div className="stack-3">
              <p className="row"><b className="strong grow">{t('figure.offered')}: <bdi className="num">9/12</bdi></b><span className="small quiet">{t('figure.left')}: 3</span></p>
              <Track pieces={PIECES} label={`${t('figure.offered')}: 9/12`} />
              <Keys keys={[{ state: 'done', label: t('common:state.sent') }, { state: 'held', label: t('figure.here') }, { state: 'turn', label: t('figure.next') }, { state: 'left', label: t('figure.left') }]} />
            </div>
          </Line>
        </Sheet>
      </Section>
      <Section near>
        <Columns>
          <Panel title={t('figure.offered')} aside={t('common:state.as-of', { time: '11:20' })}>
            <div className="pad" style={{ paddingBlockEnd: 12 }}>
              <BarChart title={t('figure.offered')} rows={rows} threshold={0.8} columns={2} heads={[t('words:thing.grid'), t('figure.left')]} />
              <Keys keys={[{ state: 'done', label: t('words:visit.offered') }, { state: 'doubt', label: t('figure.hidden') }, { state: 'left', label: t('figure.left') }]} />
            </div>
          </Panel>
          <Panel title={t('common:nav.requests')}>
            <Table
              caption={t('common:nav.requests')}
              quiet
              columns={[{ key: 'program', label: t('words:thing.program') }, { key: 'received', label: t('figure.received'), number: true }, { key: 'work', label: t('words:stage.in-progress'), number: true }, { key: 'state', label: t('words:stage.done') }]}
              rows={[
                { key: 'a', cells: [t('words:program.mutual-aid'), <FigureCell key="a" value={6} />, <FigureCell key="b" value="<5" />, <Mark key="c" state="work" />] },
                { key: 'b', cells: [t('words:program.safety'), <FigureCell key="a" value={11} />, <FigureCell key="b" value={8} />, <Mark key="c" state="bad" />], chosen: true },
                { key: 'c', cells: [t('common:figure.sum-of-shown'), <FigureCell key="a" value={17} />, <FigureCell key="b" value={8} />, ''], sum: true },
              ]}
            />
          </Panel>
        </Columns>
      </Section>
      <Section near>
        <div className="pad">
          <StackBar parts={[{ key: 'a', state: 'done', share: 97, label: t('common:state.sent'), figure: 97 }, { key: 'b', state: 'held', share: 23, label: t('figure.here'), figure: 23 }, { key: 'c', state: 'left', share: 11, label: t('figure.left'), figure: 11 }]} />
        </div>
      </Section>
      <Section near>
        <Walk
          stops={[
            { key: 'a', number: 2, title: <bdi>金剪刀裁缝铺</bdi>, under: <bdi className="num">F1-070</bdi>, asked: t('figure.asked'), side: { hand: 'right', label: t('figure.side-right') } },
            { key: 'b', number: 3, title: <bdi>Жібек орамал</bdi>, under: <bdi className="num">F1-069</bdi>, side: { hand: 'left', label: t('figure.side-left') } },
          ]}
        />
      </Section>
      <Section near>
        <KeyFacts facts={[{ key: 'a', label: t('figure.cost'), value: t('figure.free') }, { key: 'b', label: t('common:clock.first-response'), value: t('clock.total') }]} />
        <div className="pad stack-3" style={{ marginBlockStart: 16 }}>
          <DefinitionList facts={[{ key: 'a', label: t('words:thing.shop'), value: t('shop') }, { key: 'b', label: t('words:role.manager'), value: <bdi>{t('person')}</bdi> }, { key: 'c', label: t('words:thing.request'), value: <Mark state="turn" /> }]} />
          <Part label={t('words:thing.need')}>{t('request.title')}</Part>
        </div>
      </Section>
    </>
  );
}

export function ClothAndLanguages() {
  const { t } = useTranslation(['parts', 'common', 'words']);
  const tab = (key: string, label: string, current: boolean) => ({ key, label, to: `/parts?tab=${key}`, current });
  return (
    <>
      <Section>
        <SectionHead>{t('section.cloth')}</SectionHead>
        <div className="pad" style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(44px, 1fr))', gap: 8 }}>
          {GRIDS.map((grid) => <Patch key={grid.number} {...grid} size="fill" />)}
        </div>
      </Section>
      <Section>
        <SectionHead>{t('section.languages')}</SectionHead>
        <div className="pad stack-4">
          <LanguageLinks />
          <SchemeChoice />
          <Tabs label={t('common:nav.my-record')} tabs={[{ ...tab('me', t('common:nav.me'), false), under: '5' }, { ...tab('shop', t('words:thing.shop'), true), under: '9' }]} />
          <Chips label={t('common:nav.map')}>
            <ChipLink to="/parts" on>{t('words:thing.grid')}</ChipLink>
            <ChipLink to="/parts" icon="adjustments-horizontal">{t('common:nav.requests')}</ChipLink>
            <ChipBox name="layer" value="exits" defaultChecked>{t('words:place.exit')}</ChipBox>
            <ChipBox name="layer" value="stairs">{t('words:place.stair')}</ChipBox>
          </Chips>
          <StateTabs
            label={t('section.languages')}
            tabs={[
              { ...tab('zh', OWN_NAMES.zh, true), lang: 'zh', state: 'ok', stateLabel: t('common:state.done') },
              { ...tab('ug', OWN_NAMES.ug, false), lang: 'ug', state: 'work', stateLabel: t('common:state.in-progress') },
              { ...tab('ru', OWN_NAMES.ru, false), lang: 'ru', state: 'warn', stateLabel: t('common:state.draft') },
            ]}
          />
        </div>
      </Section>
    </>
  );
}
