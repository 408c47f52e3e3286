/** Query key of the history pages. */
export const historyKey = ['history'] as const;

/** Query key of the branches of all generations. */
export const branchesKey = ['branches'] as const;
