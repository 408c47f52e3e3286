import { Socket } from 'node:net';

// Loaded into a server before its own code: each SIGUSR2 makes something go wrong that nothing takes.

const errors = [
  () => {
    // Nobody listens to this socket.
    const error = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', syscall: 'read' });
    new Socket().destroy(error);
  },
  () => {
    void Promise.reject(new Error('nobody waits for this'));
  },
  () => {
    throw new Error('nothing takes this');
  },
];

process.on('SIGUSR2', () => errors.shift()?.());
