import { useContext, useEffect, useRef, useState } from 'react';
import { useRevalidator } from '@remix-run/react';
import { Pictures } from '#app/components/pictures.ts';
import styles from './codes.module.css';

export const SHEET = 'code-sheet';

interface SheetLabelsProps {
  /** Null where the page came whole: the labels are in its HTML. */
  markup: string | null;
  paper: 'a4' | 'a3';
  size: 'xl' | 'l' | 'm' | 's';
}

/** The sheet itself: what is printed, and nothing else of the page is. */
export function SheetLabels({ markup, paper, size }: SheetLabelsProps) {
  const drawn = useContext(Pictures)[SHEET];
  const list = useRef<HTMLOListElement>(null);
  const { revalidate } = useRevalidator();
  const [asked, setAsked] = useState(false);
  useEffect(() => {
    // A page that React had to make anew from its data alone.
    if (markup !== null || asked || list.current?.firstChild) return;
    setAsked(true);
    revalidate();
  }, [markup, asked, revalidate]);
  return <ol ref={list} className={`${styles.sheet} ${styles[paper]} ${styles[size]}`} dangerouslySetInnerHTML={{ __html: drawn ?? markup ?? '' }} suppressHydrationWarning />;
}
