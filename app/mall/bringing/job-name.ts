/** Works on one import as far as it goes by itself. */
export const JOB = 'map:bring';
