import { CsvError, parse } from 'csv-parse/sync';

export interface CsvOptions {
  /** A comma, unless told otherwise. */
  readonly delimiter?: string;
  /** In bytes. */
  readonly longestRow: number;
  /** Whether rows may have more or fewer cells than the first. */
  readonly ragged?: boolean;
}

/** How much has been read once a row has. */
export interface CsvProgress {
  readonly bytes: number;
  readonly lines: number;
}

/**
 * Hands over the rows of a CSV text (RFC 4180, any line ends) one by one, blank lines left out, until `receive` returns false. Gives
 * csv-parse's code for what it could not read on, if anything. What `receive` throws, it throws.
 */
export function readCsvRows(
  text: string | Buffer,
  { delimiter = ',', longestRow, ragged = false }: CsvOptions,
  receive: (cells: string[], progress: CsvProgress) => boolean,
): string | undefined {
  // The parser knows no other way to end.
  const enough = new Error('enough');
  try {
    parse(text, {
      delimiter,
      record_delimiter: ['\r\n', '\n'],
      relax_column_count: ragged,
      skip_empty_lines: true,
      max_record_size: longestRow,
      on_record: (cells: string[], { bytes, lines }) => {
        if (!receive(cells, { bytes, lines })) throw enough;
        // What is kept elsewhere, the parser need not keep as well.
        return undefined;
      },
    });
    return undefined;
  } catch (error) {
    if (error === enough) return undefined;
    if (error instanceof CsvError) return error.code;
    throw error;
  }
}
