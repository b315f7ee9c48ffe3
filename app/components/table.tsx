import type { ReactNode } from 'react';
import styles from './table.module.css';

export interface Column {
  key: string;
  label: ReactNode;
  /** Tabular, at inline-end. */
  number?: boolean;
}

interface TableProps {
  /** What the table shows; shown above it unless `quiet`. */
  caption: ReactNode;
  quiet?: boolean;
  columns: readonly Column[];
  rows: readonly { key: string; cells: readonly ReactNode[]; chosen?: boolean; sum?: boolean }[];
  /** Stays a table on a phone: for two or three narrow columns. */
  firm?: boolean;
}

/** Plain elements: 20 to 50 rows a page. On a phone each row stands alone, its first cell the title, the others "label value". */
export function Table({ caption, quiet = false, columns, rows, firm = columns.length <= 3 }: TableProps) {
  return (
    <table className={`${styles.table}${firm ? '' : ` ${styles.folds}`}${columns.length > 5 ? ` ${styles.dense}` : ''}`} role="table">
      <caption className={quiet ? 'visually-hidden' : undefined}>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(({ key, label, number }) => (
            <th key={key} scope="col" role="columnheader" className={number ? styles.number : undefined}>
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map(({ key, cells, chosen, sum }) => (
          <tr key={key} role="row" className={chosen ? styles.chosen : sum ? styles.sum : undefined} aria-current={chosen ? 'true' : undefined}>
            {cells.map((cell, at) => {
              const column = columns[at];
              const label = typeof column?.label === 'string' ? column.label : undefined;
              return at === 0 ? (
                <th key={column?.key} scope="row" role="rowheader">
                  {cell}
                </th>
              ) : (
                <td key={column?.key} role="cell" data-label={label} className={column?.number ? styles.number : undefined}>
                  {cell}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
