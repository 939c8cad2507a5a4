import { pino, type Logger } from 'pino'

export type { Logger }

/** Structured log. Secrets are `Secret` and print as such; these paths are a second net for raw headers. */
export function createLogger(level = process.env['NARU_LOG_LEVEL'] ?? 'info'): Logger {
  return pino({
    level,
    base: null,
    redact: {
      paths: [
        'req.headers.authorization',
        'req.headers.cookie',
        '*.apiSecret',
        '*.password',
        '*.secret',
        'headers.authorization',
      ],
      censor: '[secret]',
    },
  })
}

/** Says nothing. For tests. */
export const silentLogger: Logger = pino({ level: 'silent' })
