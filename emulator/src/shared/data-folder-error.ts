/** A data folder that cannot be used: damaged, from another layout, in use or not accessible. */
export class DataFolderError extends Error {
  readonly folder: string;

  constructor(folder: string, reason: string, options?: ErrorOptions) {
    super(
      `Data folder ${folder} cannot be opened: ${reason}. ` +
        'If another copy of the emulator runs on it, stop that one; ' +
        'otherwise restore the folder from a backup, or move it away to start with an empty one.',
      options,
    );
    this.name = 'DataFolderError';
    this.folder = folder;
  }
}
