import { ConverterError } from './converter-error.ts';
import { MARK, PickleMachine } from './pickle-machine.ts';
import { named, persistentStorage } from './pickle-names.ts';
import { asDictionary, asList, Callable, malformed, type Pickled, setItems } from './pickle-values.ts';

/**
 * Reads a pickle (protocol 2 to 5) that holds only tensors and plain containers.
 * @throws ConverterError naming the first thing in it that is anything else.
 */
export function unpickle(bytes: Uint8Array): Pickled {
  const machine = new PickleMachine(bytes);
  for (;;) {
    const at = machine.position;
    const opcode = machine.unsigned(1);
    if (opcode === 0x2e) return machine.pop();
    const operation = operations.get(opcode);
    if (operation === undefined)
      throw new ConverterError(
        `the pickle has instruction 0x${opcode.toString(16).padStart(2, '0')} at byte ${at}; only those for tensors and plain containers are read`,
      );
    operation(machine);
  }
}

/** The instructions that are read, by opcode; see the table in Python's pickletools. */
const operations = new Map<number, (machine: PickleMachine) => void>([
  [0x80, machine => protocol(machine.unsigned(1))],
  [0x95, machine => void machine.length()],
  [0x28, machine => machine.push(MARK)],
  [0x30, machine => void machine.pop()],
  [0x31, machine => void machine.popToMark()],
  [0x32, machine => machine.push(machine.top())],
  // constants
  [0x4e, machine => machine.push(null)],
  [0x88, machine => machine.push(true)],
  [0x89, machine => machine.push(false)],
  [0x4a, machine => machine.push(machine.signed())],
  [0x4b, machine => machine.push(machine.unsigned(1))],
  [0x4d, machine => machine.push(machine.unsigned(2))],
  [0x8a, machine => machine.push(long(machine.bytes(machine.unsigned(1))))],
  [0x8b, machine => machine.push(long(machine.bytes(machine.unsigned(4))))],
  [0x47, machine => machine.push(machine.double())],
  [0x58, machine => machine.push(machine.text(machine.unsigned(4)))],
  [0x8c, machine => machine.push(machine.text(machine.unsigned(1)))],
  [0x8d, machine => machine.push(machine.text(machine.length()))],
  [0x55, machine => machine.push(machine.text(machine.unsigned(1)))],
  [0x54, machine => machine.push(machine.text(machine.unsigned(4)))],
  [0x43, machine => machine.push(machine.bytes(machine.unsigned(1)))],
  [0x42, machine => machine.push(machine.bytes(machine.unsigned(4)))],
  // containers
  [0x7d, machine => machine.push(new Map())],
  [0x5d, machine => machine.push([])],
  [0x29, machine => machine.push([])],
  [0x74, machine => machine.push(machine.popToMark())],
  [0x6c, machine => machine.push(machine.popToMark())],
  [0x85, machine => machine.push([machine.pop()])],
  [0x86, machine => machine.push([machine.pop(), machine.pop()].reverse())],
  [0x87, machine => machine.push([machine.pop(), machine.pop(), machine.pop()].reverse())],
  [
    0x64,
    machine => {
      const dictionary = new Map<Pickled, Pickled>();
      setItems(dictionary, machine.popToMark());
      machine.push(dictionary);
    },
  ],
  [
    0x61,
    machine => {
      const item = machine.pop();
      asList(machine.top()).push(item);
    },
  ],
  [
    0x65,
    machine => {
      const items = machine.popToMark();
      const list = asList(machine.top());
      for (const item of items) list.push(item);
    },
  ],
  [
    0x73,
    machine => {
      const value = machine.pop();
      const key = machine.pop();
      asDictionary(machine.top()).set(key, value);
    },
  ],
  [
    0x75,
    machine => {
      const items = machine.popToMark();
      setItems(asDictionary(machine.top()), items);
    },
  ],
  // memo
  [0x71, machine => machine.remember(machine.unsigned(1))],
  [0x72, machine => machine.remember(machine.unsigned(4))],
  [0x94, machine => machine.remember()],
  [0x68, machine => machine.push(machine.recall(machine.unsigned(1)))],
  [0x6a, machine => machine.push(machine.recall(machine.unsigned(4)))],
  // names and what is done with them
  [0x63, machine => machine.push(named(machine.line(), machine.line()))],
  [0x69, machine => machine.push(named(machine.line(), machine.line()))],
  [
    0x93,
    machine => {
      const name = machine.pop();
      machine.push(named(String(machine.pop()), String(name)));
    },
  ],
  [0x52, call],
  [0x81, call],
  [
    0x62,
    machine => {
      // State of an OrderedDict (`_metadata` of a state dict): nothing here needs it.
      machine.pop();
      asDictionary(machine.top());
    },
  ],
  [0x51, machine => machine.push(persistentStorage(machine.pop()))],
]);

function call(machine: PickleMachine): void {
  const args = machine.pop();
  const callable = machine.pop();
  if (!(callable instanceof Callable)) throw malformed('something is called that is not a name');
  machine.push(callable.call(asList(args)));
}

function protocol(version: number): void {
  if (version < 2 || version > 5) throw malformed(`protocol ${version} is not one of 2 to 5`);
}

function long(bytes: Uint8Array): number | bigint {
  let value = 0n;
  for (let index = bytes.length - 1; index >= 0; index--) value = (value << 8n) | BigInt(bytes[index] ?? 0);
  const signed = BigInt.asIntN(bytes.length * 8, value);
  const number = Number(signed);
  return Number.isSafeInteger(number) ? number : signed;
}
