interface Unit {
  readonly sources: readonly string[]
  readonly outputs: readonly string[]
  readonly stamp: string
}
export declare function fingerprint(root: string, sources: readonly string[]): string
export declare function isFresh(root: string, unit: Unit): boolean
export declare function markFresh(root: string, unit: Unit, print: string): void
export declare function markStale(root: string, unit: Unit): void
