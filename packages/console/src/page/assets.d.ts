declare module '*.css';
declare module '*.svg' {
  export const url: string;
  export default url;
}
declare module '*.po' {
  /** Maps English sentences to their translations. */
  const catalogue: Readonly<Record<string, string>>;
  export default catalogue;
}
