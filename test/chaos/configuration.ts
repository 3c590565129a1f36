/** The configuration of the agent of a run. */
import { writeFileSync } from 'node:fs'

export type Choices = {
  /** Tried in turn. */
  readonly urls: readonly string[]
  /** The files for an encrypted door, where there is one. */
  readonly files: { readonly [key: string]: string }
  readonly outbox: string
  /** Devices by console. */
  readonly consoles: { readonly [name: string]: string }
}

/** Writes it to `file`: JSON is YAML. `maxBytes` limits the outbox; undefined leaves it as it is by default. */
export const writeConfiguration = (file: string, choices: Choices, maxBytes: number | undefined): void => {
  const { urls, files, outbox, consoles } = choices
  const settings = {
    agent: 'branch',
    broker: { url: urls, ...files },
    outbox: { directory: outbox, ...(maxBytes !== undefined && { maxBytes: `${maxBytes / 1024} KiB` }) },
    consoles: Object.fromEntries(
      Object.entries(consoles).map(([name, device]) => [
        name,
        device.startsWith('/') ? { device, baud: 115_200 } : { device },
      ]),
    ),
  }
  writeFileSync(file, JSON.stringify(settings))
}
