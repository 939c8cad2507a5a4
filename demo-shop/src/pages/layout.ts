import type { ShopConfig } from '../config.ts'
import type { Html } from '../html.ts'
import { html } from '../html.ts'
import type { Language } from '../language.ts'
import { words } from '../words.ts'

export interface PageFrame {
  readonly config: ShopConfig
  readonly language: Language
  /** Path of this page, for the language switch. */
  readonly path: string
}

/** The shop's frame around one page. `pays` adds the payment script, by tag, as a shop without a bundler does. */
export function layout(frame: PageFrame, title: string, body: Html, pays: boolean): string {
  const { language, config, path } = frame
  const say = words[language]
  const other = language === 'ko' ? 'en' : 'ko'
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · ${say.shop}</title>
        <link rel="icon" href="/assets/mark.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/fonts.css" />
        <link rel="stylesheet" href="/assets/shop.css" />
        ${pays ? html`<script defer src="${config.origins.checkout}/v2/browser-sdk.js"></script>` : undefined}
        <script defer src="/assets/shop.js"></script>
      </head>
      <body>
        <header class="top">
          <a class="brand" href="/"
            ><img src="/assets/mark.svg" alt="" width="36" height="36" />${say.shop}</a
          >
          <a class="switch" lang="${other}" href="/language/${other}?to=${encodeURIComponent(path)}"
            >${other === 'en' ? 'English' : '한국어'}</a
          >
        </header>
        <main>${body}</main>
        <footer>${say.demo}</footer>
      </body>
    </html>`.text
}
