/** Where the pages of the history are kept in this page. */
export const historyKey = ['history'] as const;

/** Where the branches of all generations are kept. */
export const branchesKey = ['branches'] as const;
