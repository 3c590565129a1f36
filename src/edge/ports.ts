/** The serial devices of this machine. `SerialPort.list()` is not for us: without `udevadm` it ends the process. */
import { access, constants, readdir, readFile, realpath } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { type Holder, holdersOf } from './holders.ts'

export type Adapter = {
  /** Kernel driver: `ftdi_sio`, `cp210x`, `cdc_acm`, `serial8250` … */
  readonly driver?: string
  /** USB vendor and product, four hexadecimal digits each: `0403:6001`. */
  readonly usb?: string
  readonly manufacturer?: string
  readonly product?: string
  readonly serialNumber?: string
}

export type Port = {
  /** The kernel's name, which may be another after the next plugging: `/dev/ttyUSB0`. */
  readonly path: string
  /** The stable name, the one to be configured; a port of the board has none. */
  readonly byId?: string
  readonly adapter: Adapter
  /** This user may open it. */
  readonly permitted: boolean
  readonly holders: readonly Holder[]
}

/** All serial devices that have hardware behind them, by name. `root` stands before every path that is read. */
export const listPorts = async (root = ''): Promise<Port[]> =>
  Promise.all(
    (await presentDevices(root)).map(async ({ path, byId }) => ({
      path,
      ...(byId === undefined ? {} : { byId }),
      adapter: await adapterOf(basename(path), root),
      permitted: await mayOpen(root + path),
      holders: await holdersOf(root + path, root),
    })),
  )

/** The same by their names alone, which costs a tenth. */
export const presentDevices = async (root = ''): Promise<Pick<Port, 'path' | 'byId'>[]> => {
  const stable = await stableNames(root)
  const names = (await listing(`${root}/sys/class/tty`)).sort(new Intl.Collator('en', { numeric: true }).compare)
  const there = await Promise.all(names.map((name) => hasHardware(`${root}/sys/class/tty/${name}`)))
  return names
    .filter((_, index) => there[index])
    .map((name) => {
      const byId = stable.get(name)
      return { path: `/dev/${name}`, ...(byId === undefined ? {} : { byId }) }
    })
}

const listing = (folder: string): Promise<string[]> => readdir(folder).catch(() => [])

const value = async (file: string): Promise<string | undefined> => {
  const text = await readFile(file, 'utf8').catch(() => '')
  return text.trim() === '' ? undefined : text.trim()
}

const mayOpen = (path: string): Promise<boolean> =>
  access(path, constants.R_OK | constants.W_OK).then(
    () => true,
    () => false,
  )

const stableNames = async (root: string): Promise<Map<string, string>> => {
  const found = new Map<string, string>()
  for (const name of await listing(`${root}/dev/serial/by-id`)) {
    const target = await realpath(`${root}/dev/serial/by-id/${name}`).catch(() => '')
    found.set(target.replace(/^.*\//, ''), `/dev/serial/by-id/${name}`)
  }
  return found
}

// Terminals of the kernel have no device; the driver of 16550s lists many that are not there, as type 0.
const hasHardware = async (folder: string): Promise<boolean> =>
  (await realpath(`${folder}/device`).catch(() => '')) !== '' && (await value(`${folder}/type`)) !== '0'

const adapterOf = async (name: string, root: string): Promise<Adapter> => {
  const folder = `${root}/sys/class/tty/${name}`
  const udev = await udevProperties(await value(`${folder}/dev`), root)
  const usb = await usbDevice(await realpath(`${folder}/device`))
  const driver = (await realpath(`${folder}/device/driver`).catch(() => '')).replace(/^.*\//, '')
  const read = async (file: string): Promise<string | undefined> =>
    usb === undefined ? undefined : value(`${usb}/${file}`)
  const adapter = {
    driver,
    usb: usb === undefined ? undefined : `${await read('idVendor')}:${await read('idProduct')}`,
    manufacturer: (await read('manufacturer')) ?? udev.get('ID_VENDOR_FROM_DATABASE'),
    product: (await read('product')) ?? udev.get('ID_MODEL_FROM_DATABASE'),
    serialNumber: (await read('serial')) ?? udev.get('ID_SERIAL_SHORT'),
  }
  return Object.fromEntries(Object.entries(adapter).filter(([, known]) => known !== undefined && known !== ''))
}

/** The folder of the USB device that a tty's device folder lies in; the tty belongs to one of its interfaces. */
const usbDevice = async (folder: string): Promise<string | undefined> => {
  for (let above = folder; above !== '/' && above !== '.'; above = dirname(above)) {
    if ((await value(`${above}/idVendor`)) !== undefined) return above
  }
  return undefined
}

/** What udev knows of a device, by its numbers (`188:0`): lines such as `E:ID_MODEL_FROM_DATABASE=FT232 Serial`. */
const udevProperties = async (numbers: string | undefined, root: string): Promise<Map<string, string>> => {
  const text = (await value(`${root}/run/udev/data/c${numbers}`)) ?? ''
  const lines = Array.from(text.matchAll(/^E:([^=]+)=(.*)$/gm))
  return new Map(lines.map(([, key = '', known = '']) => [key, known] as const))
}
