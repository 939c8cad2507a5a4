import { SaxesParser } from 'saxes'

/** An element by its local name. */
export interface XmlElement {
  readonly name: string
  readonly text: string
  readonly children: readonly XmlElement[]
}

/** Reads what a shop sent; undefined when it is no XML. */
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
      const parent = open.at(-1)
      if (parent === undefined) root = element
      else parent.children.push(element)
      open.push(element)
    })
    parser.on('text', (more) => {
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

export function textIn(element: XmlElement | undefined, name: string): string {
  return childOf(element, name)?.text.trim() ?? ''
}

export function textsIn(element: XmlElement | undefined, name: string): readonly string[] {
  return element?.children.filter((one) => one.name === name).map(({ text }) => text.trim()) ?? []
}

/** Members to write: text, elements of their own, or the same member several times. */
export type XmlMembers = { readonly [name: string]: string | XmlMembers | readonly XmlMembers[] }

/** `<n:Name>…</n:Name>` for each member; an empty text is an element without content. */
export function writeXml(members: XmlMembers, prefix: string): string {
  const tag = (name: string, inner: string) => `<${prefix}:${name}>${inner}</${prefix}:${name}>`
  return Object.entries(members)
    .map(([name, value]) => {
      if (typeof value === 'string') return tag(name, escaped(value))
      const each: readonly XmlMembers[] = isList(value) ? value : [value]
      return each.map((one) => tag(name, writeXml(one, prefix))).join('')
    })
    .join('')
}

function isList(value: XmlMembers | readonly XmlMembers[]): value is readonly XmlMembers[] {
  return Array.isArray(value)
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
