import { SaxesParser } from 'saxes'

/** An element by its local name: PGs change their prefixes. */
export interface XmlElement {
  readonly name: string
  readonly text: string
  readonly children: readonly XmlElement[]
}

const DEPTH_MAX = 40

/** Reads an XML document; undefined when it is none, or nests too deep to be an answer. Entities of its own are not read. */
export function readXml(text: string): XmlElement | undefined {
  interface Open {
    name: string
    text: string
    children: Open[]
  }
  const open: Open[] = []
  let root: Open | undefined
  try {
    const parser = new SaxesParser({ xmlns: true })
    parser.on('error', (error) => {
      throw error
    })
    parser.on('opentag', ({ local }) => {
      const element: Open = { name: local, text: '', children: [] }
      if (open.length >= DEPTH_MAX) throw new Error('too deep')
      const parent = open.at(-1)
      if (parent === undefined) root = element
      else parent.children.push(element)
      open.push(element)
    })
    for (const kind of ['text', 'cdata'] as const)
      parser.on(kind, (more) => {
        const element = open.at(-1)
        if (element !== undefined) element.text += more
      })
    parser.on('closetag', () => open.pop())
    parser.write(text).close()
  } catch {
    return undefined
  }
  return root
}

export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((one) => one.name === name)
}

export function childrenOf(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((one) => one.name === name) ?? []
}

/** Its trimmed text; undefined when it is missing or empty. */
export function textIn(element: XmlElement | undefined, name: string): string | undefined {
  const text = childOf(element, name)?.text.trim()
  return text === '' ? undefined : text
}

/** Text as the content of an element; what XML 1.0 cannot hold is left out. */
export function xmlText(text: string): string {
  return (
    text
      // oxlint-disable-next-line no-control-regex -- exactly the characters that XML forbids
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
  )
}
