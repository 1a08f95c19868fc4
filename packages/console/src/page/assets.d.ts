declare module '*.css';
declare module '*.svg' {
  export const url: string;
  export default url;
}
/** Vite replaces the call by functions that load the modules that match. */
interface ImportMeta {
  readonly glob: <Module>(
    pattern: string,
    options: { readonly import: 'default' },
  ) => Readonly<Record<string, () => Promise<Module>>>;
}
