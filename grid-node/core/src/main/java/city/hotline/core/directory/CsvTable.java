package city.hotline.core.directory;

import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of a directory file: UTF-8, a header, then one row a line, no quotes, no empty fields.
 * The first column is the code and names a row once. Lines that begin with {@code #} are remarks. A
 * byte order mark, as spreadsheets write one, is passed over.
 */
final class CsvTable {

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** One row; {@code line} counts from 1. */
  record Row(String file, int line, List<String> fields) {

    String code() {
      return fields.get(0);
    }

    String field(int column) {
      return fields.get(column);
    }

    IllegalStateException malformed(String found, String expected) {
      return CsvTable.malformed(file, line, found, expected);
    }
  }

  private CsvTable() {}

  /** Reads one of the files of a directory; what is wrong with a line leaves that line out. */
  static List<Row> of(DirectoryFiles files, String name, String header, Troubles troubles) {
    try (InputStream in = files.open(name)) {
      return read(name, in, header, troubles);
    } catch (FileNotFoundException e) {
      throw new IllegalStateException(
          name + " is not there (expected: a file with the header " + header + ")", e);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read (expected: UTF-8 text)", e);
    }
  }

  /** Reads all rows or says in which line of which file what was expected. */
  static List<Row> read(String file, InputStream in, String header) throws IOException {
    return read(file, in, header, Troubles.ending());
  }

  private static List<Row> read(String file, InputStream in, String header, Troubles troubles)
      throws IOException {
    var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
    int columns = header.split(",", -1).length;
    List<Row> rows = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    boolean headerRead = false;
    int number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      if (number == 1 && line.startsWith(BYTE_ORDER_MARK)) {
        line = line.substring(BYTE_ORDER_MARK.length());
      }
      if (line.startsWith("#")) {
        continue;
      }
      if (!headerRead) {
        if (!line.equals(header)) {
          throw malformed(file, number, line, "the header " + header);
        }
        headerRead = true;
        continue;
      }
      int at = number;
      String text = line;
      troubles.attempt(
          () -> {
            Row row = row(file, at, text, columns);
            Integer before = seen.putIfAbsent(row.code(), at);
            if (before != null) {
              throw malformed(file, at, text, "a code that line " + before + " does not have");
            }
            rows.add(row);
          });
    }
    if (!headerRead) {
      throw malformed(file, number + 1, "end of file", "the header " + header);
    }
    return rows;
  }

  private static Row row(String file, int number, String line, int columns) {
    if (line.indexOf('"') >= 0) {
      throw malformed(file, number, line, "fields without quotes");
    }
    List<String> fields = List.of(line.split(",", -1));
    if (fields.size() != columns || fields.stream().anyMatch(String::isBlank)) {
      throw malformed(file, number, line, columns + " fields, none of them empty");
    }
    return new Row(file, number, fields);
  }

  private static IllegalStateException malformed(
      String file, int line, String found, String expected) {
    return new IllegalStateException(
        file + ", line " + line + ": " + found + " (expected: " + expected + ")");
  }
}
