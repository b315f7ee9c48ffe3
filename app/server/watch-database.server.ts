import mongoose from 'mongoose';

const EVERY = 4_000;
/** Longest time without one answer, in ms. A busy machine answers such a question late, but it does. */
const SILENCE = 20_000;

/**
 * Asks the database a small question again and again and calls `onSilence` when no answer came for long. A database can
 * stand still without ending (a transaction larger than its cache bears does that to the embedded one): then whoever
 * supervises it has to end it.
 * @returns a function that stops asking
 */
export function watchDatabase(onSilence: () => void, { every = EVERY, silence = SILENCE } = {}): () => void {
  let answeredAt = Date.now();
  let asking = false;
  const ask = async () => {
    asking = true;
    try {
      await mongoose.connection.db?.collection('malls').findOne({}, { projection: { _id: 1 }, timeoutMS: every });
      answeredAt = Date.now();
    } catch {
      if (Date.now() - answeredAt > silence) {
        answeredAt = Date.now();
        onSilence();
      }
    } finally {
      asking = false;
    }
  };
  const timer = setInterval(() => !asking && void ask(), every).unref();
  return () => clearInterval(timer);
}
