/** Box of the form by which one task is offered to one grid. */
export const boxOf = (row: number, grid: string): string => `on-${row}-${grid}`;
