/** What no single key can tell: values that contradict each other. */
import type { Complain } from './read.ts'
import type { BrokerConfig } from './schema.ts'

/** A configuration of which any value may be missing because something is wrong with it. */
export type Draft = {
  readonly broker?: Partial<BrokerConfig>
  readonly consoles?: {
    readonly [name: string]: {
      readonly device?: string
      readonly peers?: { readonly [name: string]: { readonly address?: string } }
    }
  }
}
type Consoles = NonNullable<Draft['consoles']>

const isEncrypted = (url: string): boolean => /^(mqtts|wss):/.test(url)

const checkBroker = (broker: Partial<BrokerConfig>, complain: Complain): void => {
  if (broker.passwordFile !== undefined && broker.username === undefined) {
    complain(
      ['broker', 'passwordFile'],
      'key',
      'broker.passwordFile is given without a username.',
      'Add broker.username.',
    )
  }
  if (broker.certFile !== undefined && broker.keyFile === undefined) {
    complain(['broker', 'certFile'], 'key', 'broker.certFile is given without its key.', 'Add broker.keyFile.')
  }
  if (broker.keyFile !== undefined && broker.certFile === undefined) {
    complain(['broker', 'keyFile'], 'key', 'broker.keyFile is given without its certificate.', 'Add broker.certFile.')
  }
  if (broker.url === undefined || broker.url.some(isEncrypted)) return
  for (const key of ['caFile', 'certFile', 'keyFile'] as const) {
    if (broker[key] === undefined) continue
    complain(
      ['broker', key],
      'key',
      `broker.${key} has no use: no broker URL is encrypted.`,
      'Use mqtts:// or wss://, or leave it out.',
    )
  }
}

/** Calls back for each value that another has already. */
const findTwice = (
  values: readonly (readonly [string, string | undefined])[],
  twice: (name: string, first: string) => void,
): void => {
  const taken = new Map<string, string>()
  for (const [name, value] of values) {
    if (value === undefined) continue
    const first = taken.get(value)
    if (first === undefined) taken.set(value, name)
    else twice(name, first)
  }
}

const checkDevices = (consoles: Consoles, complain: Complain): void => {
  const devices = Object.entries(consoles).map(([name, { device }]) => [name, device] as const)
  findTwice(devices, (name, first) => {
    const problem = `consoles.${name}.device is already the device of ${first}.`
    complain(['consoles', name, 'device'], 'value', problem, 'One device has one console: give each its own.')
  })
}

const checkPeers = (console: string, peers: Consoles[string]['peers'], complain: Complain): void => {
  const addresses = Object.entries(peers ?? {}).map(([name, { address }]) => [name, address] as const)
  findTwice(addresses, (name, first) => {
    const path = ['consoles', console, 'peers', name, 'address']
    const problem = `${path.join('.')} is already the address of ${first}.`
    complain(path, 'value', problem, 'One address is one peer: take one of them out.')
  })
}

/** Complains of everything that does not go together. */
export const checkRules = ({ broker, consoles }: Draft, complain: Complain): void => {
  if (broker) checkBroker(broker, complain)
  if (consoles === undefined) return
  if (Object.keys(consoles).length === 0) {
    const mend = 'Name at least one below consoles, with its device, or use --console DEVICE.'
    complain(['consoles'], 'key', 'No console is configured.', mend)
  }
  checkDevices(consoles, complain)
  for (const [name, { peers }] of Object.entries(consoles)) checkPeers(name, peers, complain)
}
