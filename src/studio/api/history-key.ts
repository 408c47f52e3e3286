/** Where the pages of the history are kept in this page. */
export const historyKey = ['history'] as const;
