import './report-paper.css';
import type { Paper, PaperCell, PaperTable } from './paper.ts';

/** A report as it is printed; the same on the page and in the PDF, where no context is around it. */
export function ReportPaper({ paper, heading = true }: { paper: Paper; heading?: boolean }) {
  return (
    <article className="report-paper" lang={paper.language} dir={paper.direction}>
      {heading && (
        <header>
          <p>
            <bdi>{paper.mall}</bdi>
          </p>
          <h1>
            <bdi>{paper.title}</bdi>
          </h1>
        </header>
      )}
      <p className="report-as-of">{paper.asOf}</p>
      <dl>
        {paper.facts.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <Cell cell={value} />
            </dd>
          </div>
        ))}
      </dl>
      {paper.tables.map((table) => (
        <PaperTableView key={table.key} table={table} />
      ))}
      <footer>
        {paper.notes.map((note) => (
          <p key={note}>{note}</p>
        ))}
      </footer>
    </article>
  );
}

function PaperTableView({ table: { key, title, columns, rows } }: { table: PaperTable }) {
  return (
    <section>
      <h2 id={`report-${key}`}>{title}</h2>
      <div className="report-wide" role="region" aria-labelledby={`report-${key}`} tabIndex={0}>
        <table aria-labelledby={`report-${key}`}>
          <thead>
            <tr>
              {columns.map(({ label, number }) => (
                <th key={label} scope="col" className={number ? 'report-number' : undefined}>
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((cells, at) => (
              // Rows of a report never move: their place is their name.
              <tr key={at}>
                {cells.map((cell, column) => (
                  <td key={columns[column]?.label} className={columns[column]?.number ? 'report-number' : undefined}>
                    <Cell cell={cell} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Cell({ cell }: { cell: PaperCell }) {
  if (typeof cell === 'string') return <bdi>{cell}</bdi>;
  return (
    <bdi className="num" dir="ltr">
      {typeof cell === 'number' ? cell : cell.figure}
    </bdi>
  );
}
