export declare const nodeVersionMin: readonly number[]
export declare function isNodeNewEnough(version: string): boolean
export declare function requireNode(version?: string): void
