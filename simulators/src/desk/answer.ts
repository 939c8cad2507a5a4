import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FaultDesk, Operation } from './faults.ts'

/** What a PG's API sends back, as bytes, so that EUC-KR survives. */
export interface WireAnswer {
  readonly status: number
  readonly contentType: string
  readonly body: Uint8Array
}

export type Lie = 'wrong-amount' | 'wrong-order' | 'wrong-signature'

export interface FaultableCall {
  readonly operation: Operation
  /** Undefined when the call names an order that the PG does not know. */
  readonly orderId: string | undefined
  /** Does it. Synchronous, so that two calls can never interleave inside a PG's books. */
  readonly run: () => WireAnswer
  readonly decline: () => WireAnswer
  readonly lie: (truth: WireAnswer, lie: Lie) => WireAnswer
}

const HANG_LIMIT_MS = 120_000

/** Answers one API call, or misbehaves exactly as ordered at the control desk. */
export async function answerCall(
  faults: FaultDesk,
  request: FastifyRequest,
  reply: FastifyReply,
  call: FaultableCall,
): Promise<void> {
  const ordered = faults.take(call.operation, call.orderId)
  switch (ordered?.fault) {
    case undefined:
      return send(reply, call.run())
    case 'silent-before':
      return drop(request, reply)
    case 'silent-after':
      call.run()
      return drop(request, reply)
    case 'hang-before':
      await hang(request)
      return drop(request, reply)
    case 'hang-after':
      call.run()
      await hang(request)
      return drop(request, reply)
    case 'http-500-before':
      return send(reply, brokenServer())
    case 'http-500-after':
      call.run()
      return send(reply, brokenServer())
    case 'malformed-after': {
      const answer = call.run()
      return send(reply, { ...answer, body: answer.body.subarray(0, Math.floor(answer.body.length / 2)) })
    }
    case 'slow':
      await new Promise((resolve) => setTimeout(resolve, ordered?.delayMs ?? 0))
      return send(reply, call.run())
    case 'wrong-amount':
    case 'wrong-order':
    case 'wrong-signature':
      return send(reply, call.lie(call.run(), ordered.fault))
    case 'decline':
      return send(reply, call.decline())
  }
}

export function send(reply: FastifyReply, answer: WireAnswer): void {
  void reply.code(answer.status).header('content-type', answer.contentType).send(Buffer.from(answer.body))
}

/** An answer in JSON, UTF-8. */
export function json(status: number, value: unknown): WireAnswer {
  return {
    status,
    contentType: 'application/json;charset=UTF-8',
    body: Buffer.from(JSON.stringify(value), 'utf8'),
  }
}

function brokenServer(): WireAnswer {
  return { status: 500, contentType: 'text/html', body: Buffer.from('<h1>500 Internal Server Error</h1>') }
}

function drop(request: FastifyRequest, reply: FastifyReply): void {
  reply.hijack()
  request.raw.socket.destroy()
}

/** Holds the connection until the caller gives up or the limit passes. */
function hang(request: FastifyRequest): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, HANG_LIMIT_MS)
    timer.unref()
    request.raw.socket.once('close', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
