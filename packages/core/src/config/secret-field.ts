/** Marks a field as a secret: guides say so, forms hide the input, and no error shows the value. */
export const secretField = { writeOnly: true } as const;
