/**
 * Makes elements whose look neither the merchant's stylesheet nor his Content-Security-Policy can change.
 *
 * Styles are set through the CSSOM, which `style-src` without `unsafe-inline` allows (a style attribute or a
 * `<style>` text it would block), and every one is important, because shops style bare `button` and `iframe`.
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  styles: Readonly<Record<string, string>>,
  attributes: Readonly<Record<string, string>> = {},
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag)
  restyle(made, styles)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  return made
}

/** Sets more styles the same way. */
export function restyle(target: HTMLElement, styles: Readonly<Record<string, string>>): void {
  for (const [property, value] of Object.entries(styles))
    target.style.setProperty(property, value, 'important')
}

/** The shop's own letters first: they are loaded and have Korean. */
function letters(): string {
  const shop = window.getComputedStyle(document.body).fontFamily
  return `${shop}, -apple-system, "Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans KR", sans-serif`
}

/** A button with its word; `solid` is the one we would press. */
export function button(label: string, look: 'solid' | 'plain', press: () => void): HTMLButtonElement {
  const made = element(
    'button',
    {
      all: 'revert',
      'box-sizing': 'border-box',
      'min-height': '48px',
      width: '100%',
      margin: '8px 0 0',
      padding: '0 16px',
      border: look === 'solid' ? '0' : '1px solid #8b95a1',
      'border-radius': '12px',
      background: look === 'solid' ? '#17469e' : '#fff',
      color: look === 'solid' ? '#fff' : '#1c2733',
      font: `600 16px/1.4 ${letters()}`,
      cursor: 'pointer',
    },
    { type: 'button' },
  )
  made.textContent = label
  made.addEventListener('click', press)
  return made
}

/** A sentence on a white card. */
export function card(sentence: string): HTMLDivElement {
  const made = element('div', {
    'box-sizing': 'border-box',
    width: 'min(360px, calc(100vw - 32px))',
    padding: '24px',
    'border-radius': '16px',
    background: '#fff',
    'box-shadow': '0 12px 40px rgba(0, 0, 0, 0.3)',
    color: '#1c2733',
    font: `400 16px/1.6 ${letters()}`,
    'text-align': 'center',
    'word-break': 'keep-all',
  })
  const line = element('p', { margin: '0 0 8px', color: '#1c2733', font: 'inherit' }, { role: 'status' })
  line.textContent = sentence
  made.append(line)
  return made
}
