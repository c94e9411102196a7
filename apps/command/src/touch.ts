/** Whether one of two areas lies in the other, or they are the same: by their codes. */
export const touch = (a: string, b: string): boolean => a.startsWith(b) || b.startsWith(a);
