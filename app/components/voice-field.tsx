import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { putFiles } from './chosen-files.ts';
import { Field } from './field.tsx';

const RecordButton = lazy(() => import('./record-button.tsx').then((module) => ({ default: module.RecordButton })));

interface VoiceFieldProps {
  name: string;
  label: string;
  hint?: string;
  error?: string;
}

/** A recording to choose from the device; with script and a microphone it is made here, by a part that loads when the page is ready. */
export function VoiceField({ name, label, hint, error }: VoiceFieldProps) {
  const [ready, setReady] = useState(false);
  const [chosen, setChosen] = useState(0);
  const here = useRef<HTMLDivElement>(null);
  useEffect(() => setReady(true), []);
  const fill = (file: File | null) => {
    const input = here.current?.querySelector('input');
    if (input) putFiles(input, file ? [file] : []);
  };
  return (
    <div ref={here}>
      <Field type="file" name={name} label={label} hint={hint} error={error} accept="audio/*" optional onChange={() => setChosen((before) => before + 1)} />
      {ready && (
        <Suspense fallback={null}>
          <RecordButton key={chosen} onFile={fill} />
        </Suspense>
      )}
    </div>
  );
}
