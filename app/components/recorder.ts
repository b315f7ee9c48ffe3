import { useEffect, useRef, useState } from 'react';

/** Longest recording. */
export const VOICE_SECONDS = 60;
const TYPES = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'];
/** 24 kbit/s: a minute of speech is about 180 kB. */
const BITS_A_SECOND = 24_000;

export interface Clipped {
  file: File;
  /** For hearing it on this page. */
  url: string;
  seconds: number;
}

/** A recording of up to a minute on this device; it goes nowhere by itself. `possible` is false without script or microphone. */
export function useRecorder(onRecorded: (clip: Clipped) => void) {
  const [possible, setPossible] = useState(false);
  const [recorder, setRecorder] = useState<MediaRecorder | null>(null);
  const [refused, setRefused] = useState(false);
  const wanted = useRef(false);

  useEffect(() => setPossible(typeof MediaRecorder !== 'undefined' && Boolean(navigator.mediaDevices?.getUserMedia)), []);
  useEffect(() => {
    if (!recorder) return;
    const limit = setTimeout(() => recorder.stop(), VOICE_SECONDS * 1000);
    return () => clearTimeout(limit);
  }, [recorder]);

  const keep = (blob: Blob, seconds: number) => {
    if (seconds >= 1) onRecorded({ file: new File([blob], 'voice', { type: blob.type }), url: URL.createObjectURL(blob), seconds });
  };
  const begin = async () => {
    wanted.current = true;
    setRefused(false);
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => null);
    if (!stream) return setRefused(true);
    const stop = () => stream.getTracks().forEach((track) => track.stop());
    if (!wanted.current) return stop();
    const made = new MediaRecorder(stream, { mimeType: TYPES.find((type) => MediaRecorder.isTypeSupported(type)), audioBitsPerSecond: BITS_A_SECOND });
    const began = Date.now();
    const parts: Blob[] = [];
    made.ondataavailable = ({ data }) => parts.push(data);
    made.onstop = () => {
      stop();
      setRecorder(null);
      keep(new Blob(parts, { type: made.mimeType }), Math.round((Date.now() - began) / 1000));
    };
    made.start();
    setRecorder(made);
  };
  const end = () => {
    wanted.current = false;
    if (recorder?.state === 'recording') recorder.stop();
  };
  return { possible, refused, recording: recorder !== null, begin, end };
}
