/** Pairs of a low and a high tone, in seconds; over after some six. */
const PAIRS = 6;
const TONE = 0.45;
const PITCHES = [660, 880] as const;

/**
 * Sounds an alarm. A browser that lets no page sound by itself does so at the next touch. No file is fetched.
 * @returns how to stop it
 */
export function soundAlarm(): () => void {
  const context = new AudioContext();
  let begun = false;
  const begin = () => {
    if (begun || context.state !== 'running') return;
    begun = true;
    play(context);
  };
  const touched = () => void context.resume().then(begin, () => undefined);
  addEventListener('pointerdown', touched);
  addEventListener('keydown', touched);
  touched();
  return () => {
    removeEventListener('pointerdown', touched);
    removeEventListener('keydown', touched);
    void context.close().catch(() => undefined);
  };
}

function play(context: AudioContext): void {
  const loudness = context.createGain();
  loudness.gain.value = 0.4;
  loudness.connect(context.destination);
  const tones = Array.from({ length: PAIRS }, () => PITCHES).flat();
  tones.forEach((pitch, at) => {
    const tone = context.createOscillator();
    tone.frequency.value = pitch;
    tone.connect(loudness);
    tone.start(context.currentTime + at * TONE);
    tone.stop(context.currentTime + (at + 0.85) * TONE);
  });
}
