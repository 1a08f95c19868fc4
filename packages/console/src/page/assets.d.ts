declare module '*.css';
declare module '*.svg' {
  export const url: string;
  export default url;
}
declare module '*.po' {
  /** The translations, by their English. */
  const catalogue: Readonly<Record<string, string>>;
  export default catalogue;
}
