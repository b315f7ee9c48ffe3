/** Words that the letter rules don't reach, in lower case with their endings as they occur. */
export const EXCEPTIONS: Record<string, string> = {};
