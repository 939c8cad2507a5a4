/** The buyer's pages are built by `build.mjs` into `dist/`; nothing here is imported by other workspaces. */
export type { Language } from './language.ts'
