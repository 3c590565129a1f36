/** What was understood, for the accounts: lines and bytes each. */
export type Accounts = { understood: number; ignored: number; unknown: number; damaged: number }

export const accounts = (): Accounts => ({ understood: 0, ignored: 0, unknown: 0, damaged: 0 })

/** Each by its name: this runs twice for every line. */
export const add = (accounts: Accounts, as: keyof Accounts, amount: number): void => {
  if (as === 'understood') accounts.understood += amount
  else if (as === 'ignored') accounts.ignored += amount
  else if (as === 'unknown') accounts.unknown += amount
  else accounts.damaged += amount
}
