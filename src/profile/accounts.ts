/** What was understood, for the accounts: lines and bytes each. */
export type Accounts = { understood: number; ignored: number; unknown: number; damaged: number }

export const accounts = (): Accounts => ({ understood: 0, ignored: 0, unknown: 0, damaged: 0 })
