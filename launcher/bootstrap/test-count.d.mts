export declare function countTests(read: () => string): { readonly passed: number; readonly failed: number }
