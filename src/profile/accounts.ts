/** What was understood, for the accounts: lines and bytes each. */
export type Accounts = { understood: number; ignored: number; unknown: number; damaged: number }

export const accounts = (): Accounts => ({ understood: 0, ignored: 0, unknown: 0, damaged: 0 })

export const add = (accounts: Accounts, as: keyof Accounts, amount: number): void => {
  if (as === 'understood') accounts.understood += amount
  else accounts[as] += amount
}
