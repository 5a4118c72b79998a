/** What is read at most. Above these, data is refused with the figure. */

/** Bytes of a file, and of what is unpacked from one: MNIST's training images have 47 million. */
export const maxBytes = 2 ** 28;
/** Files in a zip archive. */
export const maxZipEntries = 256;
/** Axes of an array. */
export const maxAxes = 8;
/** Rows of a table; the engine takes as many. */
export const maxRows = 1_000_000;
export const maxColumns = 10_000;
/** Cells of a table: each is a text while it is read. */
export const maxCells = 20_000_000;
/** Numbers in the inputs of a data set, which take 4 bytes each, and as many again in the engine. */
export const maxInputValues = 2 ** 26;
/** Classes of a target. */
export const maxClasses = 1000;
/** Categories of an input column that are made into inputs without being asked. */
export const maxPlainCategories = 20;
