import { Box } from '@mantine/core'
import { CopyIcon } from './copyable.tsx'

interface CodeBlockProps {
  readonly code: string
  readonly label: string
  readonly wrap?: boolean
}

/** Code or a message body with its copy button; reachable by keyboard because it scrolls. */
export function CodeBlock({ code, label, wrap = false }: CodeBlockProps) {
  return (
    <Box pos="relative">
      <pre
        className="naru-block"
        {...(wrap ? { 'data-wrap': true } : {})}
        tabIndex={0}
        role="region"
        aria-label={label}
      >
        <code>{code}</code>
      </pre>
      <Box pos="absolute" top={8} right={8} bg="var(--naru-quiet)">
        <CopyIcon value={code} label={label} />
      </Box>
    </Box>
  )
}
