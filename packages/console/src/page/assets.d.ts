declare module '*.css';
declare module '*.svg' {
  export const url: string;
  export default url;
}
/** Vite replaces the call by the modules that match. */
interface ImportMeta {
  readonly glob: <Module>(
    pattern: string,
    options: { readonly eager: true; readonly import: 'default' },
  ) => Readonly<Record<string, Module>>;
}
